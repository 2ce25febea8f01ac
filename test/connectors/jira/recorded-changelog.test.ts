import { parseInstant } from '#contract';
import { describe, expect, it } from 'vitest';
import {
  changesOf,
  differencesOf,
  entryRecordOf,
  isRecorded,
  itemIn,
  itemOf,
  type ItemRow,
  type RecordedIssue,
  recordOf,
  tableOf,
  type TableRow,
} from './recorded-rows.js';

const BOARD = '{"ConnectionId":2,"BoardId":8}';

const ticketsOf = (table: readonly TableRow[]) => new Set(table.map((row) => row['issue_id']));
const issues = isRecorded
  ? tableOf('raw_tables/_raw_jira_api_issues')
      .map(({ data = '' }) => JSON.parse(data) as RecordedIssue)
      .filter(({ id }) => ticketsOf(tableOf('snapshot_tables/_tool_jira_issues')).has(id))
  : [];

/** `field cell count`, sorted. */
function counted(cells: readonly { readonly ours: ItemRow; readonly cell: string }[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { ours, cell } of cells) counts.set(`${ours.field} ${cell}`, (counts.get(`${ours.field} ${cell}`) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).sort();
}

describe.skipIf(!isRecorded)('the changelog of 30 issues, item by item beside the table that another program made of it (RECORDED)', () => {
  const theirs = isRecorded ? tableOf('snapshot_tables/_tool_jira_issue_changelog_items').map(itemOf) : [];
  const { onlyOurs, onlyTheirs, cells } = differencesOf(changesOf(issues.map(recordOf)).map(itemIn), theirs);

  it('has every item of the table', () => {
    expect(theirs).toHaveLength(689);
    expect(onlyTheirs).toEqual([]);
  });

  it('has more items only where an entry took one version out and put another in, of which the table’s key keeps the last', () => {
    expect(onlyOurs).toHaveLength(20);
    for (const { entry, field, to } of onlyOurs) {
      expect([field, to]).toEqual(['fixVersions', '']);
      expect(theirs.filter((item) => item.entry === entry && item.field === field)).toHaveLength(1);
    }
  });

  it('differs in no cell but the names of dates, which are the date again in the language of whoever asked', () => {
    expect(counted(cells)).toEqual(['customfield_10015 toString 22', 'customfield_10060 toString 22']);
    for (const { ours, theirs: other } of cells) {
      expect([ours.toString, wordsOf(ours.to)]).toEqual(['', other.toString]);
    }
  });
});

/** `2020-06-12` as Jira says it to an Englishman. */
function wordsOf(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(at);
  return [part({ day: 'numeric' }), part({ month: 'short' }), part({ year: '2-digit' })].join('/');
}

describe.skipIf(!isRecorded)('276 entries that were read one by one, beside their table (RECORDED)', () => {
  const records = isRecorded ? tableOf('raw_tables/_raw_jira_api_issue_changelogs').filter(({ params }) => params === BOARD) : [];
  const theirs = isRecorded ? tableOf('snapshot_tables/_tool_jira_issue_changelog_items_extractor').map(itemOf) : [];
  const { onlyOurs, onlyTheirs, cells } = differencesOf(changesOf(records.map(entryRecordOf)).map(itemIn), theirs);

  it('have the same items', () => {
    expect([records.length, theirs.length]).toEqual([276, 281]);
    expect([onlyOurs, onlyTheirs]).toEqual([[], []]);
  });

  it('differ only where REST writes the address of a description’s version beside its text, which is no id of it', () => {
    expect(counted(cells)).toEqual(['description to 2']);
    for (const { ours, theirs: other } of cells) {
      expect(ours.to).toBe('');
      expect(JSON.parse(other.to)).toEqual({ id: expect.stringMatching(/^ari:cloud:jira:.*\/description$/), version: '1' });
    }
  });
});

/** Names of statuses by id, as the site had them when the table was made. */
function namesIn(table: string): ReadonlyMap<string, string> {
  return new Map(tableOf(`snapshot_tables/${table}`).map((row) => [row['id'] ?? '', row['name'] ?? '']));
}

describe.skipIf(!isRecorded)('changes of statuses, beside the tables of statuses and of changes in the words of no tool (RECORDED)', () => {
  const changes = changesOf(issues.map(recordOf)).filter(({ type }) => type === 'ticket.status_changed');
  const named = new Map<string, string>();
  for (const { from, fromString, to, toString } of changes.map(itemIn)) named.set(from, fromString).set(to, toString);
  const otherNames = (table: string): readonly string[] => {
    const names = namesIn(table);
    return [...named].flatMap(([id, name]) => (names.get(id) === name ? [] : [`${id} ${name}: ${names.get(id) ?? 'gone'}`])).sort();
  };

  it('bear the names of their day: one was renamed since, four were gone from the site, and a longer list knows two of these by other names', () => {
    expect(named.size).toBe(9);
    expect(otherNames('_tool_jira_statuses')).toEqual([
      '10000 To Do: gone',
      '10020 Inbox: gone',
      '10029 Ready for Dev: gone',
      '3 In Development: In Progress',
      '5 Resolved: gone',
    ]);
    expect(otherNames('_tool_jira_statuses_for_changelog')).toEqual([
      '10000 To Do: 待办',
      '10029 Ready for Dev: 待开发',
      '3 In Development: In Progress',
    ]);
  });

  it('are the same in the words of no tool: entry, ticket, author, moment, and both statuses by the names that they bear today', () => {
    const today = namesIn('_tool_jira_statuses_for_changelog');
    const ours = changes.map((event) => {
      const { entry, from, to } = itemIn(event);
      const actor = event.core['actor'] as { readonly $account: string };
      return [entry, event.identity.natural[0], actor.$account, today.get(from), today.get(to), event.occurredAt?.from].join(' ');
    });
    const theirs = tableOf('snapshot_tables/issue_changelogs')
      .filter((row) => row['field_name'] === 'status')
      .map((row) => {
        const idIn = (name: string, at: number): string => (row[name] ?? '').split(':').at(at) ?? '';
        const moment = parseInstant(row['created_date'] ?? '');
        const names = [row['original_from_value'], row['original_to_value']];
        return [idIn('id', -2), idIn('issue_id', -1), idIn('author_id', -1), ...names, moment].join(' ');
      });
    expect(theirs).toHaveLength(165);
    expect(ours.sort()).toEqual(theirs.sort());
  });
});

if (!isRecorded) it.skip('RECORDED names no folder with recorded payloads of Jira', () => undefined);
