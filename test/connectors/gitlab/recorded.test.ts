import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Draft, isAccount, parseInstant } from '#contract';
import { rowsOf } from '../jira/rows.js';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { eventsOf } from './reading.js';
import { jobAlone, mergeRequest, recorded, tableOf } from './recorded.js';

const isThere = isRecorded('gitlab');
const table = (name: string) =>
  rowsOf(readFileSync(join(process.env['RECORDED'] ?? '', 'gitlab/apache-devlake/gitlab/snapshot_tables', `${name}.csv`), 'utf8'));

const ofType = (events: readonly Draft[], type: Draft['type']) => events.filter((one) => one.type === type);
const accountIn = (event: Draft | undefined, name: string) => {
  const value = event?.core[name] ?? null;
  return isAccount(value) ? value.$account : null;
};
const instant = (written = '') => parseInstant(written.replace('+00:00', 'Z')) ?? null;

describe.skipIf(!isThere)('recorded by GitLab (the folder in RECORDED)', () => {
  it('every payload ends as events, ignored with a reason, or quarantined with its field', () => {
    const ends = endsOf(recorded);
    console.log(countLine(recorded, ends));
    expect(countLine(recorded, ends)).toBe('gitlab: 266 files, 467 records: 771 events, 219 ignored, 11 quarantined');
    const quarantined = ends.flatMap((end) =>
      'quarantined' in end ? [`${end.path.split('/').at(-1) ?? ''}: ${end.quarantined.split(':')[0] ?? ''}`] : [],
    );
    // Cut short by those who recorded them, or of GitLabs older than 12.
    expect(quarantined).toEqual([
      'merge_with_diffrefs.json: mergeRequest.id',
      'tags.json: tag.target',
      ...['commits.json: commit.id', 'commits.json: commit.id'],
      ...['bad-branch.json: name', 'commit-payload.json: commit.id', 'deployment.json: deployment.status'],
      ...['event.json: event.created_at', 'events.json: event.created_at'],
      ...['project-events.json: event.id', 'project-events.json: event.id'],
    ]);
  });

  it('no webhook of a kind that GitLab documents is unknown', () => {
    const unknown = endsOf(recorded).filter((end) => 'ignored' in end && end.ignored.includes('does not know'));
    // gitlab4j calls it `job`; GitLab itself writes `build`.
    expect(unknown.map(({ path }) => path)).toEqual(['gitlab4j/models/webhooks/job-event.json']);
  });

  describe('merge requests, beside the tables that another program made of them', () => {
    const notes = isThere ? tableOf('merge_request_notes') : [];
    const read = isThere
      ? tableOf('merge_requests').map((one) => {
          const own = notes.filter((note) => note['noteable_id'] === one['id']);
          return { id: String(one['id']), events: eventsOf([mergeRequest(one, own)]) };
        })
      : [];
    const known = new Map(isThere ? table('_tool_gitlab_merge_requests').map((row) => [row['gitlab_id'], row]) : []);

    it('were opened by whom and when the table says', () => {
      expect(read).toHaveLength(18);
      for (const { id, events } of read) {
        const [opened] = ofType(events, 'pull_request.opened');
        const row = known.get(id);
        expect(accountIn(opened, 'opener')).toBe(row?.['author_user_id']);
        // To the second, which is all that webhooks have.
        expect(opened?.occurredAt?.from.slice(0, 19)).toBe(instant(row?.['gitlab_created_at'])?.slice(0, 19));
      }
    });

    it('were merged as the table says, and into which commit', () => {
      const merged = read.flatMap(({ id, events }) => ofType(events, 'pull_request.merged').map((event) => ({ id, event })));
      expect(merged.map(({ id }) => id).sort()).toEqual(
        read
          .map(({ id }) => id)
          .filter((id) => known.get(id)?.['state'] === 'merged')
          .sort(),
      );
      expect(merged.length).toBeGreaterThan(5);
      for (const { id, event } of merged) {
        expect(event.core['mergeCommit']).toBe(
          known.get(id)?.['merge_commit_sha'] || known.get(id)?.['squash_commit_sha'] || known.get(id)?.['diff_head_sha'],
        );
        expect(event.occurredAt?.from).toBe(instant(known.get(id)?.['merged_at']));
      }
    });

    it('14.5 have the approvals that the notes tell, by whom and when, each one that was taken away and given again', () => {
      const events = tableOf('merge_requests_for_mr_notes_test').flatMap((one) =>
        eventsOf([
          mergeRequest(
            one,
            notes.filter((note) => note['noteable_id'] === one['id']),
          ),
        ]),
      );
      const ours = ofType(events, 'review.submitted').map((event) => {
        const [, pull = ''] = (event.core['pullRequest'] as { readonly $ref: readonly string[] }).$ref;
        return [event.subject.$ref[1], pull, accountIn(event, 'reviewer'), event.occurredAt?.from];
      });
      const theirs = table('_tool_gitlab_mr_comments').filter(({ body }) => body === 'approved this merge request');
      expect(theirs).toHaveLength(5);
      expect(ours.map(String).sort()).toEqual(
        theirs
          .map((row) => [row['gitlab_id'], row['merge_request_id'], row['author_user_id'], instant(row['gitlab_created_at'])])
          .map(String)
          .sort(),
      );
      const taken = ofType(events, 'review.dismissed').map(({ subject, occurredAt }) => [subject.$ref[1], occurredAt?.from]);
      expect(taken).toEqual([['135848627', '2019-01-29T00:40:45.520000Z']]);
    });

    it('have the comments that people typed, of which the other table keeps GitLab’s own approvals, too', () => {
      const ours = read.flatMap(({ events }) => ofType(events, 'pull_request.commented').map(({ core }) => core['comment']));
      const theirs = notes.filter((note) => note['system'] === false && read.some(({ id }) => id === String(note['noteable_id'])));
      expect(ours.map(String).sort()).toEqual(theirs.map(({ id }) => String(id)).sort());
    });
  });

  it('deployments end as the table of deployments says', () => {
    const rows = table('cicd_deployments').filter(({ id }) => id?.includes(':12345678:'));
    const events = eventsOf(
      tableOf('deployments').map((deployment) => ({
        kind: 'rest.deployment',
        key: 'recorded',
        payload: { project: { id: 12345678, path_with_namespace: 'recorded/elsewhere' }, deployment },
      })),
    );
    const ours = ofType(events, 'deployment.finished').map(({ subject, core }) => [
      subject.$ref[1],
      core['outcome'] === 'SUCCEEDED' ? 'SUCCESS' : 'FAILURE',
      core['environment'],
    ]);
    const theirs = rows
      // `completed` was written in by those who recorded it: GitLab has no such status, and it is neither a start nor an end.
      .filter(({ status, original_status: own }) => status === 'DONE' && own !== 'completed')
      .map((row) => [row['id']?.split(':').at(-1), row['result'], row['environment']]);
    expect(theirs).toHaveLength(3);
    expect(ours.map(String).sort()).toEqual(theirs.map(String).sort());
  });

  it('jobs end as the table of jobs says', () => {
    const events = eventsOf(tableOf('job').map(jobAlone));
    const ours = ofType(events, 'check.finished')
      .filter(({ identity }) => identity.kind === 'job')
      .map(({ subject, core }) => [subject.$ref[1], core['name'], core['conclusion']]);
    const words: Readonly<Record<string, string>> = { success: 'SUCCESS', failed: 'FAILURE', canceled: 'CANCELLED' };
    const theirs = table('_tool_gitlab_jobs')
      .filter(({ status = '' }) => status in words)
      // What may fail decides nothing, of which the other table knows nothing.
      .map((row) => [
        row['gitlab_id'],
        row['name'],
        row['status'] === 'failed' && row['allow_failure'] === '1' ? 'NEUTRAL' : words[row['status'] ?? ''],
      ]);
    expect(theirs.length).toBeGreaterThan(30);
    expect(ours.map(String).sort()).toEqual(theirs.map(String).sort());
  });
});

if (!isThere) it.skip('RECORDED names no folder with recorded payloads of GitLab', () => undefined);
