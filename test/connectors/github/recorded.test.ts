import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Draft, type Json, MalformedRecord } from '#contract';
import github from '../../../connectors/github/index.js';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { rowsOf } from '../jira/rows.js';
import { recorded } from './recorded.js';

const isThere = isRecorded('github');
const root = join(process.env['RECORDED'] ?? '', 'github');
const file = (...path: string[]) => readFileSync(join(root, ...path));
const json = (...path: string[]) => JSON.parse(file(...path).toString('utf8')) as { readonly [key: string]: Json };

function eventsIn(path: string): readonly Draft[] {
  const found = recorded.records(path, file(path));
  if ('ignored' in found) return [];
  return found.flatMap((record) => {
    try {
      const meaning = github.normaliser.normalise(record);
      return 'events' in meaning ? meaning.events : [];
    } catch (error) {
      if (error instanceof MalformedRecord) return [];
      throw error;
    }
  });
}

describe.skipIf(!isThere)('recorded of GitHub (the folder in RECORDED)', () => {
  it('each of 560 files ends as events, ignored with a reason, or quarantined with the field', () => {
    const ends = endsOf(recorded);
    console.info(countLine(recorded, ends));
    expect(countLine(recorded, ends)).toBe('github: 560 files, 618 records: 242 events, 471 ignored, 13 quarantined');
    for (const end of ends) if ('ignored' in end) expect(end.ignored).toMatch(/\S \S.*\.$/);
  });

  it('what is quarantined was made up by the tests of another program, and lacks what GitHub documents', () => {
    const all = endsOf(recorded).flatMap((end) =>
      'quarantined' in end ? [`${end.path.split('/')[0] ?? ''} ${end.quarantined.split(':')[0] ?? ''}`] : [],
    );
    expect([...new Set(all)].sort()).toEqual([
      // Ids that are words, pushes without a ref, a repository that is null, a run without a revision.
      'atlassian-github-for-jira alert.security_advisory.ghsa_id',
      'atlassian-github-for-jira commit.sha',
      'atlassian-github-for-jira ref',
      'atlassian-github-for-jira repository',
      'atlassian-github-for-jira repository.id',
      'atlassian-github-for-jira workflow_run.head_sha',
      // A status made by hand, whose repository has no full name.
      'drone-go-scm repository.full_name',
    ]);
  });

  it('runs of workflows end as the table of another program says, but for those whose words it edited', () => {
    const events = eventsIn('apache-devlake/github/raw_tables/_raw_github_api_runs.csv').filter(({ type }) => type === 'build.finished');
    const ours = new Map(events.map(({ subject, core }) => [subject.$ref[1], `${String(core['sha'])} ${String(core['conclusion'])}`]));
    const rows = rowsOf(file('apache-devlake', 'github', 'snapshot_tables', '_tool_github_runs.csv').toString('utf8'));
    // "COMPLETED", "SUCCESS" and the like are no words of GitHub's REST API, which are small.
    const real = rows.filter(({ status }) => status === 'completed');
    expect(real.length).toBeGreaterThan(5);
    for (const { id = '', head_sha: sha = '', conclusion = '' } of real)
      expect(ours.get(id), id).toBe(`${sha} ${conclusion.toUpperCase()}`);
    expect(ours.size).toBe(real.length);
  });

  it('webhooks name the commits that the parsed forms beside them name', () => {
    const folder = join('drone-go-scm', 'github', 'webhooks');
    const told = (name: string) => eventsIn(join(folder, `${name}.json`));
    const golden = (name: string) => json(folder, `${name}.golden.json`);
    expect(told('push').find(({ type }) => type === 'branch.pushed')?.core['after']).toBe(golden('push')['After']);
    expect(told('push_branch_delete').map(({ type }) => type)).toEqual(['branch.deleted']);
    const [deployment] = told('deployment_commit');
    expect(deployment?.subject.$ref[1]).toBe(String(golden('deployment_commit')['Number']));
    expect(deployment?.core['sha']).toBe((golden('deployment_commit')['Ref'] as { readonly Sha: string }).Sha);
  });

  it('branches and pull requests become what the CDEvents beside them say', () => {
    const folder = join('cdviz-transformers', 'github_events');
    const SAME: Readonly<Record<string, readonly string[]>> = {
      'branch.created': ['branch.created'],
      'branch.deleted': ['branch.deleted'],
      'change.created': ['pull_request.opened'],
      'change.updated': ['pull_request.updated', 'pull_request.edited'],
      'change.merged': ['pull_request.merged'],
    };
    const compared = ['branch', 'pull_request'].flatMap((kind) =>
      readdirSync(join(root, folder, 'outputs', kind)).map((name) => {
        const type = String((json(folder, 'outputs', kind, name)['context'] as { readonly type: string }).type);
        const word = /^dev\.cdevents\.([a-z]+\.[a-z]+)\./.exec(type)?.[1] ?? type;
        const types = eventsIn(join(folder, 'inputs', kind, name)).map((event): string => event.type);
        expect(
          SAME[word]?.some((one) => types.includes(one)),
          `${kind}/${name}: ${word}, ${types.join(' ')}`,
        ).toBe(true);
        return word;
      }),
    );
    expect(compared).toHaveLength(8);
  });
});

if (!isThere) it.skip('RECORDED names no folder with recorded payloads of GitHub', () => undefined);
