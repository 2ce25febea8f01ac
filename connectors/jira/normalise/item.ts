import { type AccountMark, type IdentityPart, type Marked, parseInstant, text } from '#contract';
import type { Item } from '../wire.js';
import { accountById, looksLikeAccount } from './people.js';

/** What one item of a changelog changed, in the tool's own ids. */
export interface Change {
  readonly field: string;
  readonly from: Marked;
  readonly to: Marked;
  /** What tells this change from another of the same field in the same entry. */
  readonly key: readonly IdentityPart[];
  /** Names of what the ids stand for; they can be renamed. */
  readonly names: { readonly [key: string]: Marked };
}

/** Written by people; the ids beside them are none (REST puts a JSON there, webhooks null). */
const TYPED = new Set(['summary', 'description', 'environment']);
const PEOPLE = new Set(['assignee', 'reporter', 'creator']);
/** Names out of the configuration of Jira. Those of other fields may hold what a person typed, or a person. */
const CLEAR = new Set(['status', 'issuetype', 'priority', 'resolution', 'project', 'fixVersions', 'versions', 'components']);

/** Where an answer leaves out `fieldId`, the name is that of one of Jira's own fields, in English, or a custom one's. */
const OWN_FIELDS: Readonly<Record<string, string>> = { 'fix version': 'fixVersions', version: 'versions', component: 'components' };
const SMALL = new Set([...TYPED, ...PEOPLE, ...CLEAR, 'labels']);

export function fieldOf({ field, fieldId }: Item): string {
  if (fieldId) return fieldId;
  const small = field.toLowerCase();
  if (Object.hasOwn(OWN_FIELDS, small)) return OWN_FIELDS[small] ?? field;
  return SMALL.has(small) ? small : field;
}

/** `typist` typed the new text; who typed the old one is not said. */
export function changeOf(item: Item, typist: AccountMark | null): Change {
  const field = fieldOf(item);
  if (field === 'labels') return labelled(item);
  if (isOfPeople(item, field)) return betweenPeople(item, field);
  if (isTyped(item, field)) {
    return { field, from: typed(field, item.fromText, null), to: typed(field, item.toText, typist), key: [], names: {} };
  }
  const [from, to] = [idOf(item.from), idOf(item.to)];
  return { field, from, to, key: [from ?? '', to ?? ''], names: isTime(item.from) || isTime(item.to) ? {} : namesOf(item, field) };
}

/** A time in one zone, whatever the reader's is. */
function idOf(value: string | null | undefined): string | null {
  return value ? (parseInstant(value) ?? value) : null;
}

/** Its name is the same time again, in words of the reader's zone and language. */
function isTime(value: string | null | undefined): boolean {
  return /^\d{4}-\d\d-\d\d(T|$)/.test(value ?? '');
}

/** Labels are the tool's vocabulary, without spaces; the order in which they are listed means nothing. */
function labelled({ fromText, toText }: Item): Change {
  return { field: 'labels', from: wordsIn(fromText), to: wordsIn(toText), key: [], names: {} };
}

function wordsIn(list: string | null | undefined): string[] {
  return [...new Set((list ?? '').split(/\s+/).filter((word) => word !== ''))].sort();
}

function isOfPeople(item: Item, field: string): boolean {
  if (PEOPLE.has(field) || item.tmpFromAccountId || item.tmpToAccountId) return true;
  const ids = [...idsIn(item.from), ...idsIn(item.to)];
  return ids.length > 0 && ids.every(looksLikeAccount);
}

function betweenPeople(item: Item, field: string): Change {
  const from = people(item.tmpFromAccountId || item.from, item.fromText);
  const to = people(item.tmpToAccountId || item.to, item.toText);
  const one = (marks: readonly AccountMark[]): Marked => (marks.length > 1 ? marks : (marks[0] ?? null));
  const key = [...(from.length > 0 ? from : ['']), ...(to.length > 0 ? to : [''])];
  return { field, from: one(from), to: one(to), key, names: {} };
}

function people(ids: string | null | undefined, name: string | null | undefined): AccountMark[] {
  const all = idsIn(ids);
  return all.map((id) => accountById(id, all.length === 1 ? (name ?? undefined) : undefined));
}

/** `10035`, or `[10035, 10036]` of a field with several values. */
function idsIn(written: string | null | undefined): string[] {
  return (written ?? '')
    .replace(/^\[|\]$/g, '')
    .split(/,\s*/)
    .filter((id) => id !== '');
}

function isTyped({ from, to }: Item, field: string): boolean {
  return TYPED.has(field) || !(isId(from) || isId(to));
}

function isId(value: string | null | undefined): boolean {
  return typeof value === 'string' && value !== '' && !/["{}\n]/.test(value);
}

function typed(field: string, words: string | null | undefined, by: AccountMark | null): Marked {
  return words ? text(field, words, by) : null;
}

function namesOf({ fromText, toText }: Item, field: string): { readonly [key: string]: Marked } {
  const name = (words: string | null | undefined): Marked => (CLEAR.has(field) ? words || null : typed(field, words, null));
  return { fromName: name(fromText), toName: name(toText) };
}
