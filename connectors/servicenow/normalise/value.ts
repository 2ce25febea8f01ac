import { type AccountMark, type IdentityPart, text } from '#contract';
import { PEOPLE, TIMES, TYPED } from '../fields.js';
import { instantIn } from './moment.js';
import type { People } from './people.js';

/** A stored value: a time stays readable, a person is an account, what somebody typed is a text, all else the tool's own word or id. */
type Value = IdentityPart | null;

const CHOICE = /^[\w .+-]{1,80}$/;
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

export interface Stored {
  readonly column: string;
  readonly value: string | null | undefined;
  readonly shown?: string | null;
  /** Who typed it, where that is known. */
  readonly by?: AccountMark | null;
}

export function valueOf({ column, value, shown, by = null }: Stored, people: People): Value {
  if (!value) return null;
  if (PEOPLE.has(column)) return people.byId(value, shown);
  if (TIMES.has(column) || TIME.test(value)) return instantIn(value) ?? text(column, value, by);
  // Of a column that an operator added nobody knows whether people type there.
  if (TYPED.has(column) || !CHOICE.test(value) || (column.startsWith('u_') && /\s/.test(value))) return text(column, value, by);
  return value;
}

/** What the tool calls it, where that is not what somebody typed, nor a time in the zone of this account, nor a person. */
export function nameOf(column: string, value: string | null | undefined, shown: string | null | undefined): string | null {
  if (!value || !shown || PEOPLE.has(column) || TYPED.has(column) || TIMES.has(column) || TIME.test(value)) return null;
  return shown;
}
