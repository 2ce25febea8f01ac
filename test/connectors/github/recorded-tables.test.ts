import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Draft, type Json, type RawRecord } from '#contract';
import github from '../../../connectors/github/index.js';
import { isRecorded } from '../recorded-count.js';
import { rowsOf } from '../jira/rows.js';

type Thing = { readonly [key: string]: Json };

const isThere = isRecorded('github');
const folder = join(process.env['RECORDED'] ?? '', 'github', 'apache-devlake', 'github');
const rows = (...path: string[]) => rowsOf(readFileSync(join(folder, ...path)).toString('utf8'));
const raw = (name: string) => rows('raw_tables', `_raw_github_api_${name}.csv`);
const thingIn = ({ data = '' }: Readonly<Record<string, string>>) => JSON.parse(data) as Thing;

function eventsOf(records: readonly RawRecord[]): readonly Draft[] {
  return records.flatMap((record) => {
    const meaning = github.normaliser.normalise(record);
    return 'events' in meaning ? meaning.events : [];
  });
}

const repositoryOf = (pull: Thing): Thing => (pull['base'] as Thing)['repo'] as Thing;

/** The poll reads pull requests by GraphQL; a webhook bears them in the shape of REST, which is what was recorded. */
const pullRecord = (pull: Thing): RawRecord => {
  const action = pull['closed_at'] === null ? 'opened' : 'closed';
  const payload = { action, number: pull['number'] ?? 0, pull_request: pull, repository: repositoryOf(pull), sender: pull['user'] ?? null };
  return { kind: 'webhook.pull_request', key: 'recorded', payload };
};

const instant = (written: string | undefined) => (written ? new Date(written).toISOString() : '');
const at = ({ occurredAt }: Draft) => (occurredAt ? new Date(occurredAt.from).toISOString() : '');

describe.skipIf(!isThere)('tables that another program made of recorded answers of GitHub (the folder in RECORDED)', () => {
  const pulls = isThere ? raw('pull_requests').map(thingIn) : [];
  const told = new Map(pulls.map((pull) => [String(pull['id']), eventsOf([pullRecord(pull)])]));
  const first = (id: string, type: string) => told.get(id)?.find((event) => event.type === type);

  it('pull requests are opened, aimed, merged and closed as their table says', () => {
    const table = rows('snapshot_tables', '_tool_github_pull_requests.csv');
    expect(table.map(({ github_id: id }) => id).sort()).toEqual([...told.keys()].sort());
    let merges = 0;
    for (const row of table) {
      const id = row['github_id'] ?? '';
      const opened = first(id, 'pull_request.opened')!;
      expect(String(opened.core['number'])).toBe(row['number']);
      expect(at(opened)).toBe(instant(row['github_created_at']));
      expect(opened.core['opener']).toMatchObject({ $account: row['author_id'] });
      expect(first(id, 'pull_request.updated')?.core['head']).toBe(row['head_commit_sha']);
      const merged = first(id, 'pull_request.merged');
      expect(merged ? at(merged) : '').toBe(instant(row['merged_at']));
      if (merged) expect(merged.core).toMatchObject({ mergeCommit: row['merge_commit_sha'], base: row['base_ref'] });
      const closed = first(id, 'pull_request.closed');
      if (!merged) expect(closed ? at(closed) : '').toBe(instant(row['closed_at']));
      // The table dates the closing of a merged one, too; that is its merge, and GitHub writes it up to a second later.
      else expect([0, 1_000]).toContain(Date.parse(row['closed_at'] ?? '') - Date.parse(at(merged)));
      merges += merged ? 1 : 0;
    }
    expect(merges).toBeGreaterThan(10);
  });

  it('reviews are what their table says, in state, commit, time and reviewer', () => {
    const events = raw('pull_request_reviews').flatMap((row) => {
      const { Number: number, GithubId: id } = JSON.parse(row['input'] ?? '') as { readonly Number: number; readonly GithubId: number };
      const review = thingIn(row);
      const repository = repositoryOf(pulls[0]!);
      const payload = { action: 'submitted', review, pull_request: { id, number }, repository, sender: review['user'] ?? null };
      return eventsOf([{ kind: 'webhook.pull_request_review', key: 'recorded', payload }]);
    });
    const ours = events.map((event) => {
      const { reviewer, pullRequest, state, commit } = event.core as unknown as Record<
        string,
        { readonly $account?: string; readonly $ref?: readonly string[] }
      >;
      return [event.subject.$ref[1], pullRequest?.$ref?.[1], reviewer?.$account, at(event), commit, state].join(' ');
    });
    const table = rows('snapshot_tables', '_tool_github_pull_request_reviews.csv').map((row) =>
      [
        row['github_id'],
        row['pull_request_id'],
        row['author_user_id'],
        instant(row['github_submit_at']),
        row['commit_sha'],
        row['state'],
      ].join(' '),
    );
    expect(table.length).toBeGreaterThan(20);
    // One answer was recorded twice: the ledger keeps one fact, and the table one row.
    expect([...new Set(ours)].sort()).toEqual(table.sort());
  });
});

if (!isThere) it.skip('RECORDED names no folder with recorded payloads of GitHub', () => undefined);
