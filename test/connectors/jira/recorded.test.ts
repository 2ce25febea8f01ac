import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Draft, genuine, type Json, MalformedRecord, parseInstant, type RawRecord } from '#contract';
import jira from '../../../connectors/jira/index.js';
import { rowsOf } from './rows.js';

const root = join(process.env['RECORDED'] ?? '', 'jira');
const isThere = process.env['RECORDED'] !== undefined && existsSync(root);
const read = (...path: string[]): Json => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Json;
const rows = (table: string) => rowsOf(readFileSync(join(root, 'apache-devlake', 'jira', `${table}.csv`), 'utf8'));

type End = { readonly events: readonly Draft[] } | { readonly ignored: string } | { readonly field: string };

function endOf(record: RawRecord): End {
  try {
    return jira.normaliser.normalise(record);
  } catch (error) {
    if (error instanceof MalformedRecord) return { field: error.field };
    throw error;
  }
}

function endsOfWebhook(file: string): End[] {
  const body = readFileSync(join(root, 'mattermost-plugin-jira', 'webhooks', file));
  const answer = genuine({ headers: {}, body });
  return 'genuine' in answer ? (jira.webhook?.parse(answer.genuine).records ?? []).map(endOf) : [];
}

const typesIn = (end: End | undefined) => (end && 'events' in end ? end.events.map(({ type }) => type) : [end]);
const wholeIssue = (issue: Json, histories: Json): RawRecord => ({
  kind: 'rest.issue',
  key: 'recorded',
  payload: { issue, histories, comments: [], approvals: [] },
});

interface RawIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: Json;
  readonly changelog: { readonly histories: readonly Json[] };
}
const asIssue = (one: RawIssue) => wholeIssue({ id: one.id, key: one.key, fields: one.fields }, one.changelog.histories);

describe.skipIf(!isThere)('recorded by Jira (the folder in RECORDED)', () => {
  it('webhooks of Cloud, Server 7 and Server 8 all end as events', () => {
    const files = readdirSync(join(root, 'mattermost-plugin-jira', 'webhooks'));
    const ends = files.map((file) => ({ file, ends: endsOfWebhook(file) }));
    expect(files.length).toBeGreaterThan(20);
    for (const { file, ends: each } of ends) {
      expect(each, file).toHaveLength(1);
      expect(each[0], file).toHaveProperty('events');
    }
    const told = new Map(ends.map(({ file, ends: [end] }) => [file, typesIn(end)]));
    expect(told.get('webhook-issue-created.json')).toEqual(['ticket.created', 'ticket.moved']);
    expect(told.get('webhook-issue-deleted.json')).toEqual(['ticket.deleted']);
    expect(told.get('webhook-issue-updated-reopened.json')).toEqual(['ticket.moved', 'ticket.field_changed', 'ticket.status_changed']);
    expect(told.get('webhook-cloud-comment-updated.json')).toEqual(['ticket.commented', 'ticket.commented']);
    // It holds no issue: its address alone names the ticket.
    expect(told.get('webhook-server-comment-updated.json')).toContain('ticket.commented');
  });

  it('a REST answer of another program’s tests ends as events', () => {
    const issues = read('faros-airbyte', 'rest_responses', 'issues', 'issues.json') as unknown as RawIssue[];
    expect(issues.length).toBeGreaterThan(0);
    const ends = issues.map((one) => endOf(asIssue(one)));
    for (const end of ends) expect(end).toHaveProperty('events');
    const [first] = ends;
    const changed = first && 'events' in first ? first.events.filter(({ type }) => type === 'ticket.status_changed') : [];
    expect(changed.map(({ core }) => [core['from'], core['to']])).toEqual([['10000', '10001']]);
  });

  describe('30 issues with their changelogs, beside the tables that another program made of them', () => {
    const issues = isThere ? rows('raw_tables/_raw_jira_api_issues').map(({ data = '' }) => JSON.parse(data) as RawIssue) : [];
    const known = new Set(isThere ? rows('snapshot_tables/_tool_jira_issues').map((row) => row['issue_id']) : []);
    const same = issues.filter(({ id }) => known.has(id));
    const events = same.flatMap((one) => {
      const end = endOf(asIssue(one));
      return 'events' in end ? end.events : [];
    });
    const changes = events.filter(({ identity }) => identity.transition === 'changed');
    const ticketOf = ({ identity }: Draft) => identity.natural[0] ?? '';

    it('all end as events', () => {
      expect(same).toHaveLength(known.size);
      for (const one of issues) expect(endOf(asIssue(one))).toHaveProperty('events');
    });

    it('give the same entries of the history: id, ticket, author, time', () => {
      const ours = new Map(
        changes.map((event) => {
          const { core, occurredAt } = event;
          const actor = core['actor'] as { readonly $account: string } | null;
          return [String(core['changelog']), [ticketOf(event), actor?.$account ?? '', occurredAt?.from ?? '']];
        }),
      );
      const theirs = new Map(
        rows('snapshot_tables/_tool_jira_issue_changelogs').map((row) => [
          row['changelog_id'] ?? '',
          [row['issue_id'] ?? '', row['author_account_id'] ?? '', parseInstant(row['created'] ?? '') ?? ''],
        ]),
      );
      expect(theirs.size).toBe(517);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(theirs));
    });

    it('give the same status history', () => {
      const ours = changes
        .filter(({ type }) => type === 'ticket.status_changed')
        .map(({ core }) => [core['changelog'], core['from'], core['to']]);
      const theirs = rows('snapshot_tables/_tool_jira_issue_changelog_items')
        .filter((row) => row['field'] === 'status')
        .map((row) => [row['changelog_id'], row['from_value'], row['to_value']]);
      expect(theirs.length).toBeGreaterThan(100);
      expect(ours.map(String).sort()).toEqual(theirs.map(String).sort());
    });

    it('give the same changed fields, but for those of which the table keeps one where an entry has two', () => {
      const ours = changes.map(
        ({ core, type }) => `${String(core['changelog'])} ${type === 'ticket.status_changed' ? 'status' : String(core['field'])}`,
      );
      const theirs = rows('snapshot_tables/_tool_jira_issue_changelog_items').map(
        (row) => `${row['changelog_id'] ?? ''} ${row['field_id'] || (row['field'] ?? '')}`,
      );
      expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
      // The table's key is (entry, field): of "Fix Version v2.7.0 → none" and "none → SaaS" in one entry it keeps the last.
      const twice = ours.filter((each, at) => ours.indexOf(each) !== at);
      expect(ours.length - theirs.length).toBe(twice.length);
      expect(new Set(twice.map((each) => each.split(' ')[1]))).toEqual(new Set(['fixVersions']));
    });

    it('name creator, type, project and present status as the table of issues does', () => {
      for (const row of rows('snapshot_tables/_tool_jira_issues')) {
        const own = events.filter((event) => ticketOf(event) === row['issue_id']);
        const created = own.find(({ type }) => type === 'ticket.created');
        expect((created?.core['creator'] as { readonly $account: string }).$account).toBe(row['creator_account_id']);
        expect(created?.occurredAt?.from).toBe(parseInstant(row['created'] ?? ''));
        expect(created?.core['project']).toBe(row['project_id']);
        const status = own.find(({ identity, core }) => identity.transition === 'read' && core['field'] === 'status');
        expect(status?.seen?.['toName']).toBe(row['status_name']);
      }
    });
  });

  it('276 entries read one by one give the same items as the table', () => {
    // Three more belong to other connections and boards, which the table leaves out.
    const raw = rows('raw_tables/_raw_jira_api_issue_changelogs').filter(({ params }) => params === '{"ConnectionId":2,"BoardId":8}');
    expect(raw).toHaveLength(276);
    const fields = { created: '2021-01-25T11:09:27.985+0800', issuetype: { id: '1' }, project: { id: '1' } };
    const ends = raw.map(({ data = '', input = '' }) => {
      const ticket = String((JSON.parse(input) as { readonly issue_id: number }).issue_id);
      return endOf(wholeIssue({ id: ticket, key: `EE-${ticket}`, fields }, [JSON.parse(data) as Json]));
    });
    const changes = ends.flatMap((end) => ('events' in end ? end.events.filter(({ identity }) => identity.transition === 'changed') : []));
    const ours = changes.map(
      ({ core, type }) => `${String(core['changelog'])} ${type === 'ticket.status_changed' ? 'status' : String(core['field'])}`,
    );
    const theirs = rows('snapshot_tables/_tool_jira_issue_changelog_items_extractor').map(
      (row) => `${row['changelog_id'] ?? ''} ${row['field_id'] || (row['field'] ?? '')}`,
    );
    expect(ends.every((end) => 'events' in end)).toBe(true);
    expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
  });
});

if (!isThere) it.skip('RECORDED names no folder with recorded payloads of Jira', () => undefined);
