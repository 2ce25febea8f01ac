import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#contract';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { recorded, rowsOf } from './recorded.js';

const root = join(process.env['RECORDED'] ?? '', 'jenkins');
const tables = join('apache-devlake', 'jenkins');
const table = (name: string) => rowsOf(readFileSync(join(root, tables, 'snapshot_tables', `${name}.csv`)));

function eventsIn(path: string): readonly Draft[] {
  const records = recorded.records(path, readFileSync(join(root, path)));
  if ('ignored' in records) throw new Error(records.ignored);
  return records.flatMap((record) => {
    const meaning = recorded.connector.normaliser.normalise(record);
    return 'events' in meaning ? meaning.events : [];
  });
}

const finishedIn = (path: string) => eventsIn(path).filter(({ type }) => type === 'build.finished');
const builds = join(tables, 'raw_tables', '_raw_jenkins_api_builds.csv');

describe.skipIf(!isRecorded('jenkins'))('recorded by Jenkins (the folder in RECORDED)', () => {
  it('17 files all end as events or ignored with a reason', () => {
    const ends = endsOf(recorded);
    expect(countLine(recorded, ends)).toBe('jenkins: 17 files, 37 records: 41 events, 15 ignored, 0 quarantined');
    for (const end of ends) if ('ignored' in end) expect(end.ignored).toMatch(/\.$/);
  });

  it('gives number, start, result and length of each build as the other program’s tables do', () => {
    const ours = finishedIn(builds).map(({ core, occurredAt, identity }) => {
      const start = Number(identity.natural[1]);
      return [String(core['number']), String(core['conclusion']), start, Date.parse(occurredAt!.from) - start];
    });
    // Of three builds Jenkins said that they ran and gave a result already: its table of pipelines calls them IN_PROGRESS,
    // its table of builds has their result. Ours have begun and not ended.
    const running = table('cicd_pipelines').flatMap(({ name, status }) => (status === 'IN_PROGRESS' ? [name?.split('#')[1]] : []));
    const theirs = table('_tool_jenkins_builds')
      .filter(({ number }) => !running.includes(number))
      .map((row) => [row['number'], row['result'], Number(row['timestamp']), Number(row['duration'])]);
    expect(running.sort()).toEqual(['10001', '10002', '27']);
    // One build lies in another job, which its tables leave out.
    expect(ours.filter(([number]) => number !== '1').sort()).toEqual(theirs.sort());
  });

  it('gives the revision of each build as the other program’s table does', () => {
    const ours = finishedIn(builds).flatMap(({ core, seen }) =>
      core['sha'] ? [[String(core['number']), core['sha'], seen?.['branch']]] : [],
    );
    const theirs = table('_tool_jenkins_build_commits').map((row) => [row['build_name']?.split('#')[1], row['commit_sha'], row['branch']]);
    expect(ours.sort()).toEqual(theirs.sort());
  });

  it('tells a build that was listed with its job and alone once', () => {
    const told = new Map<string, unknown>();
    for (const draft of eventsIn(join('faros-airbyte', 'airbyte_records', 'jenkins', 'all-streams.jsonl'))) {
      const before = told.get(identityOf(draft));
      if (before !== undefined) expect(fixedPartOf(draft)).toEqual(before);
      told.set(identityOf(draft), fixedPartOf(draft));
    }
    // Three builds of one job and one of another, listed twice; of the last the recorder wrote two numbers (1 and 10).
    expect(told.size).toBe(10);
  });
});

if (!isRecorded('jenkins')) it.skip('RECORDED names no folder with recorded payloads of Jenkins', () => undefined);
