import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Draft, isAccount, isText, type Json, type Marked, type RawRecord } from '#contract';
import jira from '../../../connectors/jira/index.js';
import { rowsOf } from './rows.js';

const root = join(process.env['RECORDED'] ?? '', 'jira', 'apache-devlake', 'jira');
export const isRecorded = process.env['RECORDED'] !== undefined && existsSync(root);

export type TableRow = Readonly<Record<string, string>>;

/** A table of another program, beside the answers of Jira that it was made of. */
export function tableOf(name: string): TableRow[] {
  return rowsOf(readFileSync(join(root, `${name}.csv`), 'utf8'));
}

export interface RecordedIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: Json;
  readonly changelog?: { readonly histories: readonly Json[] };
}

/** The record that a poll makes of an issue which Jira answered with its changelog in it. */
export function recordOf({ id, key, fields, changelog }: RecordedIssue): RawRecord {
  const payload = { issue: { id, key, fields }, histories: changelog?.histories ?? [], comments: [], approvals: [] };
  return { kind: 'rest.issue', key: `ticket:${id}`, payload };
}

const STANDING = { created: '2021-01-25T11:09:27.985+0800', issuetype: { id: '1' }, project: { id: '1' } };

/** Entries of changelogs that were answered alone, each as the history of a ticket of which nothing else is known. */
export function entryRecordOf({ data = '', input = '' }: TableRow): RawRecord {
  const id = String((JSON.parse(input) as { readonly issue_id: number }).issue_id);
  return recordOf({ id, key: `EE-${id}`, fields: STANDING, changelog: { histories: [JSON.parse(data) as Json] } });
}

/** What the records say of changes. */
export function changesOf(records: readonly RawRecord[]): Draft[] {
  return records.flatMap((record) => {
    const end = jira.normaliser.normalise(record);
    return 'events' in end ? end.events.filter(({ identity }) => identity.transition === 'changed') : [];
  });
}

/** One item of a changelog in the words of the table. */
export interface ItemRow {
  readonly entry: string;
  readonly field: string;
  readonly from: string;
  readonly fromString: string;
  readonly to: string;
  readonly toString: string;
}

export function itemOf(row: TableRow): ItemRow {
  const cell = (name: string): string => row[name] ?? '';
  return {
    entry: cell('changelog_id'),
    field: cell('field_id') || cell('field'),
    from: cell('from_value'),
    fromString: cell('from_string'),
    to: cell('to_value'),
    toString: cell('to_string'),
  };
}

/** A person is an id with a name, a typed text is a text without an id. */
export function itemIn({ type, core, seen }: Draft): ItemRow {
  return {
    entry: String(core['changelog']),
    field: type === 'ticket.status_changed' ? 'status' : String(core['field']),
    from: idIn(core['from']),
    fromString: nameIn(seen?.['fromName']) || wordsIn(core['from']),
    to: idIn(core['to']),
    toString: nameIn(seen?.['toName']) || wordsIn(core['to']),
  };
}

function idIn(value: Marked | undefined): string {
  if (typeof value === 'string') return value;
  return value !== undefined && isAccount(value) ? value.$account : '';
}

function nameIn(value: Marked | undefined): string {
  return typeof value === 'string' ? value : wordsIn(value);
}

function wordsIn(value: Marked | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join(' ');
  if (isText(value)) return value.$text;
  return isAccount(value) ? (value.login ?? '') : '';
}

/** How two tellings of one history differ: items that only one has, and cells that are not the same. */
export interface Differences {
  readonly onlyOurs: readonly ItemRow[];
  readonly onlyTheirs: readonly ItemRow[];
  readonly cells: readonly { readonly ours: ItemRow; readonly theirs: ItemRow; readonly cell: keyof ItemRow }[];
}

const CELLS = ['from', 'fromString', 'to', 'toString'] as const;

export function differencesOf(ours: readonly ItemRow[], theirs: readonly ItemRow[]): Differences {
  const left = [...theirs];
  const onlyOurs: ItemRow[] = [];
  const cells: Differences['cells'][number][] = [];
  for (const item of ours) {
    const alike = left.filter(({ entry, field }) => entry === item.entry && field === item.field);
    const other = alike.find(({ from, to }) => from === item.from && to === item.to) ?? (isTwice(item, ours) ? undefined : alike[0]);
    if (!other) onlyOurs.push(item);
    else {
      left.splice(left.indexOf(other), 1);
      cells.push(...CELLS.filter((cell) => item[cell] !== other[cell]).map((cell) => ({ ours: item, theirs: other, cell })));
    }
  }
  return { onlyOurs, onlyTheirs: left, cells };
}

function isTwice({ entry, field }: ItemRow, all: readonly ItemRow[]): boolean {
  return all.filter((other) => other.entry === entry && other.field === field).length > 1;
}
