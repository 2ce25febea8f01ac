import { type Marked, text } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey, type SealedEvent } from '../ledger/index.js';
import {
  type AssertionRow,
  assertionOf,
  isKnownThing,
  isReadTicket,
  type LinkRefused,
  type LinkSaid,
  type LinkStatement,
  standingAssertion,
} from '../read/index.js';
import { type Head, underHead } from './under-head.js';

/** Records that a person says that a thing belongs to a change, or takes that back; of one thing and change one assertion stands at most. */
export function linkDoor(sql: Sql, key: LedgerKey): (said: LinkStatement) => Promise<LinkSaid | LinkRefused> {
  return (said) =>
    underHead(sql, async (tx, head) => {
      // The functions of `read` take any connection; this one holds the head.
      const link = await meant(tx as unknown as Sql, said);
      return 'sentence' in link ? link : recorded(tx, linkEvent(link, said, head, key), key);
    });
}

type Meant = Pick<AssertionRow, 'thing' | 'ticket'>;

function meant(sql: Sql, said: LinkStatement): Promise<Meant | LinkRefused> {
  return said.act === 'ASSERT' ? toAssert(sql, said) : toRetract(sql, said.assertion);
}

async function toAssert(sql: Sql, { thing, ticket }: Meant): Promise<Meant | LinkRefused> {
  if (!(await isKnownThing(sql, thing))) return { sentence: `${thing} was not read from any source, so nothing can be said of it yet.` };
  if (!(await isReadTicket(sql, ticket))) return { sentence: `${ticket} was not read from any source, so nothing is linked to it yet.` };
  const standing = await standingAssertion(sql, thing, ticket);
  if (!standing) return { thing, ticket };
  return { sentence: `Somebody said so already: event ${standing.event}. Retract that to say it for another reason.` };
}

async function toRetract(sql: Sql, event: string): Promise<Meant | LinkRefused> {
  const assertion = await assertionOf(sql, event);
  if (!assertion) {
    return { sentence: `${event} is no event that asserts a link. The links of a change show by which event somebody asserted one.` };
  }
  return assertion.stands ? assertion : { sentence: 'That assertion was taken back already.' };
}

/** About the ticket, so that the timeline of the change tells it even when the link is gone. */
function linkEvent({ thing, ticket }: Meant, said: LinkStatement, { size }: Head, key: LedgerKey): SealedEvent {
  const { by } = said;
  const core: Record<string, Marked> = {
    ...{ from: thing, to: ticket },
    ...(said.act === 'RETRACT' ? { assertion: said.assertion } : {}),
    ...{ by: `token:${by.token}`, holder: text('holder', by.name), reason: text('reason', by.reason) },
  };
  const type = said.act === 'ASSERT' ? 'link.asserted' : 'link.retracted';
  // The size of the ledger tells it from the same words said again after they were taken back.
  const identity = { kind: 'link', natural: [thing, ticket], transition: type.slice('link.'.length), discriminator: [`at ${size}`] };
  return hubEvent(type, ticket, identity, core, { refs: [thing, ticket] }, key);
}

async function recorded(tx: Transaction, event: SealedEvent, key: LedgerKey): Promise<LinkSaid> {
  const { added, eventIds } = await append(tx, [event], { key });
  return { event: eventIds[0] ?? '', cursor: added.at(-1) ?? -1 };
}
