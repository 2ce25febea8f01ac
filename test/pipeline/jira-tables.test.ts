import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant } from '#contract';
import { emptyRepository, worldOf as githubOf } from '../../src/sample/index.js';
import { isRecorded, type RecordedIssue, recordOf, tableOf, type TableRow } from '../connectors/jira/recorded-rows.js';
import { worldOf } from '../connectors/jira/world.js';
import { putPage } from './jira-payloads.js';
import { type TwoTools, twoTools } from './two-tools.js';

const at = (row: TableRow | undefined, column: string): string => parseInstant(row?.[column] ?? '') ?? '';

describe.skipIf(!isRecorded)('30 recorded issues in the hub’s tables, beside those that another program made of them (RECORDED)', () => {
  const table = (name: string): readonly TableRow[] => tableOf(`snapshot_tables/${name}`);
  let hub: TwoTools;

  beforeAll(async () => {
    const known = new Set(table('_tool_jira_issues').map((row) => row['issue_id']));
    const issues = tableOf('raw_tables/_raw_jira_api_issues').map(({ data = '' }) => JSON.parse(data) as RecordedIssue);
    const repository = emptyRepository({ id: 4711, owner: { id: 77, login: 'acme', type: 'Organization' }, name: 'pay' });
    hub = await twoTools({ github: githubOf([repository]), jira: worldOf([]) });
    await putPage(hub.sql, issues.filter(({ id }) => known.has(id)).map(recordOf));
    await hub.normalise();
    await hub.follow();
  }, 60_000);
  afterAll(() => hub.close());

  it('are the same tickets: key, type at the creation, moment of it', async () => {
    const ours = await hub.sql<{ line: string }[]>`
      select split_part(t.ticket, ':', 3) || ' ' || k.key || ' ' || to_char(t.created_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as line
      from ticket t join ticket_key k using (ticket) order by 1`;
    const theirs = table('_tool_jira_issues').map((row) => `${row['issue_id'] ?? ''} ${row['issue_key'] ?? ''} ${at(row, 'created')}`);
    expect(theirs).toHaveLength(30);
    expect(ours.map(({ line }) => line)).toEqual(theirs.sort());
  });

  it('have the same history of statuses: entry, ticket, moment, both ids and both names', async () => {
    const ours = await hub.sql<{ line: string }[]>`
      select concat_ws(' ', sequence, split_part(ticket, ':', 3), to_char(at_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        from_value #>> '{}', from_name, to_value #>> '{}', to_name) as line
      from ticket_field where field = 'status' and kind = 'CHANGED'`;
    const entries = new Map(table('_tool_jira_issue_changelogs').map((row) => [row['changelog_id'], row]));
    const theirs = table('_tool_jira_issue_changelog_items')
      .filter((row) => row['field'] === 'status')
      .map((row) => {
        const entry = entries.get(row['changelog_id'] ?? '');
        const names = ['from_value', 'from_string', 'to_value', 'to_string'].map((column) => row[column]);
        return [row['changelog_id'], entry?.['issue_id'], at(entry, 'created'), ...names].join(' ');
      });
    expect(theirs).toHaveLength(165);
    expect(ours.map(({ line }) => line).sort()).toEqual(theirs.sort());
  });

  it('stand in the same status now as the table of issues says, which is where their history ends', async () => {
    const ours = await hub.sql<{ ticket: string; read: string; last: string | null }[]>`
      select split_part(f.ticket, ':', 3) as ticket, f.to_name as read, (
        select c.to_value #>> '{}' = f.to_value #>> '{}'
        from ticket_field c where c.ticket = f.ticket and c.field = 'status' and c.kind = 'CHANGED'
        order by c.at_from desc, c.sequence::bigint desc limit 1)::text as last
      from ticket_field f where f.field = 'status' and f.kind = 'READ' order by f.ticket`;
    const theirs = new Map(table('_tool_jira_issues').map((row) => [row['issue_id'] ?? '', row['status_name']]));
    expect(new Map(ours.map(({ ticket, read }) => [ticket, read]))).toEqual(theirs);
    expect(ours.filter(({ last }) => last === 'false')).toEqual([]);
  });

  it('have as many changes in their history as the table of items, and the twenty of which its key keeps one', async () => {
    const [ours] = await hub.sql<{ changes: number; entries: number }[]>`
      select count(*)::int as changes, count(distinct sequence)::int as entries from ticket_field where kind = 'CHANGED'`;
    expect(ours).toEqual({
      changes: table('_tool_jira_issue_changelog_items').length + 20,
      entries: table('_tool_jira_issue_changelogs').length,
    });
  });
});

if (!isRecorded) it.skip('RECORDED names no folder with recorded payloads of Jira', () => undefined);
