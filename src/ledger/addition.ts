import type { Body, Interval, Json, SealedMention } from '#contract';
import { canonical } from './canonical.js';
import { withoutCommitments } from './digest.js';

/** What one reading says of a fact beyond its core. */
interface Saying {
  readonly occurredAt: Interval | null;
  readonly body: Pick<Body, 'seen' | 'mentions' | 'accounts'>;
}

export interface Addition {
  readonly accounts: Body['accounts'];
  readonly mentions: readonly SealedMention[];
  readonly occurredAt: Interval | null;
  readonly seen: Body['seen'];
}

/**
 * What `reading` has and `recorded` has not, or null: members of `seen` with another value (a null says nothing),
 * mentions, accounts, a time. It depends on these two alone, so that the same reading never adds twice.
 */
export function additionOf(reading: Saying, recorded: Saying): Addition | null {
  const addition: Addition = {
    accounts: pick(reading.body.accounts, (kind, person) => recorded.body.accounts[person] !== kind),
    mentions: mentionsBeyond(reading.body.mentions, recorded.body.mentions),
    occurredAt: same(reading.occurredAt, recorded.occurredAt) ? null : reading.occurredAt,
    seen: pick(reading.body.seen, (value, key) => value !== null && !same(value, own(recorded.body.seen, key))),
  };
  return isEmpty(addition) ? null : addition;
}

function mentionsBeyond(mentions: readonly SealedMention[], recorded: readonly SealedMention[]): readonly SealedMention[] {
  const known = new Set(recorded.map(canonical));
  return mentions.filter((mention) => !known.has(canonical(mention)));
}

function isEmpty({ accounts, mentions, occurredAt, seen }: Addition): boolean {
  return occurredAt === null && mentions.length + Object.keys(accounts).length + Object.keys(seen).length === 0;
}

function pick<T>(members: Readonly<Record<string, T>>, wanted: (value: T, key: string) => boolean): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(members).filter(([key, value]) => wanted(value, key)));
}

function own(members: Readonly<Record<string, Json>>, key: string): Json {
  return Object.hasOwn(members, key) ? (members[key] ?? null) : null;
}

function same(a: Json | Interval, b: Json | Interval): boolean {
  return canonical(withoutCommitments(a)) === canonical(withoutCommitments(b));
}
