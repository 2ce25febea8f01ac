import { type AccountMark, type Draft, type IdentityPart, type Interval, ref } from '#contract';
import type { Item } from '../wire.js';
import { type Change, changeOf } from './item.js';
import { fact, keyed } from './ticket.js';

/** An entry of a ticket's changelog, as either door brings it. */
export interface Entry {
  readonly ticket: string;
  /** The entry's own id, the same at both doors; it also orders entries that have one time. */
  readonly changelog: string;
  readonly actor: AccountMark | null;
  readonly items: readonly Item[];
  /** The entry's own time; the webhook has only the time at which it was raised, and that is another. */
  readonly at: Interval | null;
}

/** A fact for each item; an entry can hold several of one field. */
export function changesIn(entry: Entry): Draft[] {
  const told = new Map<string, number>();
  return entry.items.flatMap((item) => {
    if (item.field === 'Key') return keysIn(entry, item);
    const change = changeOf(item, entry.actor);
    const discriminator = [entry.changelog, change.field, ...change.key];
    const name = JSON.stringify(discriminator.map((part) => (typeof part === 'string' ? part : Object.values(part)[0])));
    const before = told.get(name) ?? 0;
    told.set(name, before + 1);
    return [changed(entry, change, before === 0 ? discriminator : [...discriminator, String(before)])];
  });
}

function changed(entry: Entry, { field, from, to, names }: Change, discriminator: readonly IdentityPart[]): Draft {
  const { ticket, changelog, actor, at } = entry;
  const isStatus = field === 'status';
  return {
    ...fact(ticket, isStatus ? 'ticket.status_changed' : 'ticket.field_changed', 'changed', discriminator),
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket), ...(isStatus ? {} : { field }), from, to, actor, changelog },
    ...(Object.keys(names).length > 0 ? { seen: names } : {}),
  };
}

/** The key before is told by the record with its own time; from here nobody knows since when it stood. */
function keysIn({ ticket, at }: Entry, { fromText, toText }: Item): Draft[] {
  return [...(fromText ? [keyed(ticket, fromText, null)] : []), ...(toText ? [keyed(ticket, toText, at)] : [])];
}
