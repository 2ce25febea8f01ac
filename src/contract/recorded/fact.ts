import type { Identity, SealedMention } from '../event.js';
import { ticketCandidates } from '../candidates.js';
import type { EventType } from '../event-types.js';
import { account, isText, type Marked, text, type AccountMark } from '../mark.js';
import { type Interval, parseInterval } from '../time.js';
import type { GivenAccount, GivenTime } from './parts.js';
import type { RecordedEvent } from './schema.js';

/** A pushed event in the form of the ledger, before it is sealed: its refs are full. */
export interface RecordedFact {
  readonly type: EventType;
  readonly subject: string;
  readonly identity: Identity;
  readonly occurredAt: Interval;
  readonly core: Readonly<Record<string, Marked>>;
  readonly mentions: readonly SealedMention[];
  /** Refs in the core, for the tags. */
  readonly refs: readonly string[];
}

/** What sealing replaces: accounts and texts, by the names of their members. */
const ACCOUNTS: ReadonlySet<string> = new Set(['operator', 'approver', 'actor', 'author', 'creator', 'by', 'reporter', 'resolver']);
const TEXTS: ReadonlySet<string> = new Set(['title', 'description', 'comment', 'detail']);

/** The interval of a time as it was written; a hub that read the event knows that it is one. */
export function intervalOf(at: GivenTime): Interval {
  const read = (written: string): Interval => parseInterval(written)!;
  return typeof at === 'string' ? read(at) : { from: read(at.from).from, to: read(at.to).to };
}

/** The ref of a thing of the sender's own. */
export function ownRef(kind: string, source: string, id: string): string {
  return [kind, source, id.replace(/[%:]/g, encodeURIComponent)].join(':');
}

/** The members of the core: accounts and typed texts marked, what is a mention left out. */
export function coreOf(data: Readonly<Record<string, unknown>>): Record<string, Marked> {
  const author = Object.entries(data).find(([name, value]) => ACCOUNTS.has(name) && value !== undefined)?.[1];
  const by = author ? marked(author as GivenAccount) : null;
  const members = Object.entries(data).filter(([name, value]) => value !== undefined && name !== 'change');
  return Object.fromEntries(
    members.map(([name, value]) => {
      if (ACCOUNTS.has(name)) return [name, marked(value as GivenAccount)];
      return [name, TEXTS.has(name) ? text(name, String(value), by) : (value as Marked)];
    }),
  );
}

export function marked({ id, kind, name }: GivenAccount): AccountMark {
  return account(id, kind, name);
}

/** The changes that it names: as the sender says it, or in what was typed. */
export function mentionsOf(
  { type, data }: Pick<RecordedEvent, 'type' | 'data'>,
  core: Readonly<Record<string, Marked>>,
): readonly SealedMention[] {
  const change: unknown = 'change' in data ? data.change : undefined;
  // What an incident's end names stands apart from what its beginning does: policy may trust one of the two.
  const own = type === 'incident.resolved' ? 'resolution' : 'change';
  const said = typeof change === 'string' ? [change] : Array.isArray(change) ? (change as readonly string[]) : [];
  const named = said.map((one): SealedMention => ({ ...nameOf(one), method: 'RELATION', place: own }));
  const typed = Object.entries(core).flatMap(([place, value]) =>
    isText(value) ? ticketCandidates(value.$text).map((one): SealedMention => ({ ...nameOf(one), method: 'TEXT', place })) : [],
  );
  return [...named, ...typed.filter((one) => !said.includes(one.candidate?.text ?? ''))];
}

function nameOf(change: string): Pick<SealedMention, 'ref' | 'candidate'> {
  return change.startsWith('ticket:') ? { ref: change } : { candidate: { kind: 'ticket', text: change } };
}

/** Who, which and what of the thing: the same is one event, however often it is pushed. */
export function identityOf({ type, id, transition }: RecordedEvent): Identity {
  const [kind = '', happened = ''] = type.split('.');
  return { kind, natural: [id], transition: happened, ...(transition === undefined ? {} : { discriminator: [transition] }) };
}
