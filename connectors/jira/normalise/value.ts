import { type AccountMark, type IdentityPart, isAccount, isText, type Marked, parseInstant, text } from '#contract';
import { isDocument, wordsOf } from './document.js';
import { accountOf } from './people.js';

/** The present value of a field: what an object's id says, a person as account, a typed text as text. */
export interface Value {
  readonly value: Marked;
  /** The value as part of an identity: another value is another fact. */
  readonly key: readonly IdentityPart[];
  /** What Jira calls the objects behind the ids. */
  readonly name: Marked;
}

/** `clear` fields have names that come from Jira's configuration; other names may have been typed. */
export function valueOf(field: string, raw: unknown, isClear: boolean): Value {
  if (Array.isArray(raw)) return listOf(field, raw, isClear);
  const value = single(field, raw);
  return { value, key: [value ?? ''], name: nameOf(field, raw, isClear) };
}

type Single = string | null | Exclude<IdentityPart, string>;

function single(field: string, raw: unknown): Single {
  if (raw === null || raw === undefined || raw === '') return null;
  if (typeof raw === 'string') return written(field, raw);
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  if (isDocument(raw)) return wordsOf(raw) === '' ? null : text(field, wordsOf(raw));
  return objectOf(field, raw as Readonly<Record<string, unknown>>);
}

/** A time stays readable (rules compare it), in one zone whatever the reader's is; everything else was typed. */
function written(field: string, words: string): Single {
  if (/^\d{4}-\d\d-\d\d$/.test(words)) return words;
  return parseInstant(words) ?? text(field, words);
}

function objectOf(field: string, raw: Readonly<Record<string, unknown>>): Single {
  const person = personIn(raw);
  if (person) return person;
  if (typeof raw['id'] === 'string' || typeof raw['id'] === 'number') return String(raw['id']);
  const named = raw['value'] ?? raw['name'];
  return text(field, typeof named === 'string' ? named : JSON.stringify(raw));
}

/** In a Data Center a person has a key and a name, and so have projects: only he has a display name. */
function personIn(raw: Readonly<Record<string, unknown>>): AccountMark | null {
  const string = (name: string) => (typeof raw[name] === 'string' ? raw[name] : null);
  if (!string('accountId') && !(string('displayName') && (string('key') || string('name')))) return null;
  return accountOf({
    accountId: string('accountId'),
    key: string('key'),
    name: string('name'),
    displayName: string('displayName'),
    accountType: string('accountType'),
  });
}

function listOf(field: string, raw: readonly unknown[], isClear: boolean): Value {
  if (field === 'labels') {
    const labels = [...new Set(raw.filter((label) => typeof label === 'string'))].sort();
    return { value: labels, key: labels, name: null };
  }
  const values = raw.map((each) => ({ value: single(field, each), name: nameOf(field, each, isClear) }));
  const told = values.flatMap(({ value, name }) => (value === null ? [] : [{ value, name }]));
  const inOrder = told.sort((a, b) => (sortKey(a.value) < sortKey(b.value) ? -1 : 1));
  const names = inOrder.flatMap(({ name }) => (name === null ? [] : [name]));
  const key = inOrder.map(({ value }) => value);
  return { value: key, key, name: names.length > 0 ? names : null };
}

function sortKey(value: IdentityPart): string {
  if (isAccount(value)) return value.$account;
  return isText(value) ? value.$text : value;
}

function nameOf(field: string, raw: unknown, isClear: boolean): Marked {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null;
  const named = 'value' in raw ? raw.value : 'name' in raw ? raw.name : null;
  if (typeof named !== 'string' || named === '') return null;
  return isClear ? named : text(field, named);
}
