import type { Missing } from '#contract';
import { NO_TRACES, type Tracing, type Way } from '../../src/correlate/index.js';
import { sha } from '../correlate/commits.js';

export const UNREAD: Missing = { what: 'PAY-77 was not read.', scope: 'thing:jira:project:PAY', collection: 'tickets', upTo: null };

/** The commit of this number names PAY-12 in its subject. */
export function way(n: number, part: Partial<Way> = {}): Way {
  const of = { from: `commit:a:1:${sha(n)}`, method: 'TITLE', place: 'subject', closedBefore: false };
  return { ticket: 'ticket:jira:12', seq: 2_000 + n, through: [of.from], ...of, ...part };
}

interface TracingPlan extends Partial<Omit<Tracing, 'byCommit' | 'perhaps'>> {
  /** Commits that lead to PAY-12. */
  readonly leading?: readonly number[];
  /** Commits that lead to a ticket that was closed before. */
  readonly closed?: readonly number[];
  /** Commits that name a key that was not read. */
  readonly open?: readonly number[];
}

export function tracing({ leading = [], closed = [], open = [], ...rest }: TracingPlan = {}): Tracing {
  const closedWays = closed.map((n) => [sha(n), [way(n, { closedBefore: true })]] as const);
  return {
    ...NO_TRACES,
    applies: true,
    byCommit: new Map([...leading.map((n) => [sha(n), [way(n)]] as const), ...closedWays]),
    perhaps: new Map(open.map((n) => [sha(n), [UNREAD]])),
    ...rest,
  };
}
