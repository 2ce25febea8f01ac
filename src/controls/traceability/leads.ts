import type { Missing } from '#contract';
import type { Truth, Way } from '../../correlate/index.js';
import { allNotCovered, type DeploymentCase } from '../case.js';
import { distinct } from '../distinct.js';

/** Whether each carried commit leads to a change, with what would have to be read to know more. */
export interface Leads {
  readonly byCommit: ReadonlyMap<string, Truth>;
  /** What keeps commits open. */
  readonly missing: readonly Missing[];
  /** Why commits are open beside that, as sentences. */
  readonly doubts: readonly string[];
  /** All lead to the same closed tickets and to nothing else: then either all lead to a change, or none does. */
  readonly isOneDoubt: boolean;
}

/** A commit that leads only to tickets closed before it was pushed is open (`controls.md`, Terms: Change). */
export function leadsOf(subject: DeploymentCase): Leads {
  const { contents, tracing } = subject;
  const known = new Map(contents.carries.map((sha) => [sha, leadsBy(tracing.byCommit.get(sha), tracing.perhaps.get(sha))]));
  const without = [...known].filter(([, leads]) => leads !== 'YES').map(([sha]) => sha);
  // A pull request or commit that was not read yet may name a change for each of them.
  const unread = without.length > 0 ? allNotCovered(subject, ['pull_requests', 'commits']) : [];
  const byCommit = unread.length > 0 ? new Map([...known].map(([sha, leads]) => [sha, leads === 'NO' ? 'UNKNOWN' : leads])) : known;
  const closed = without.some((sha) => (tracing.byCommit.get(sha)?.length ?? 0) > 0);
  return {
    byCommit,
    missing: [...unread, ...distinct(without.flatMap((sha) => tracing.perhaps.get(sha) ?? []))],
    doubts: closed ? [CLOSED] : [],
    isOneDoubt: unread.length === 0 && isOneDoubt(subject),
  };
}

function isOneDoubt({ contents, tracing }: DeploymentCase): boolean {
  const ways = contents.carries.map((sha) => (tracing.perhaps.has(sha) ? [] : (tracing.byCommit.get(sha) ?? [])));
  const tickets = ways.map((of) => [...new Set(of.map(({ ticket }) => ticket))].sort().join(' '));
  return ways.flat().every(({ closedBefore }) => closedBefore) && tickets[0] !== '' && new Set(tickets).size === 1;
}

export const CLOSED = 'A ticket that it refers to was closed before the commit was pushed.';

/** One open way is enough; of closed ones, or of something unread, nobody knows. */
export function leadsBy(ways: readonly Way[] = [], perhaps: readonly Missing[] = []): Truth {
  if (ways.some((way) => !way.closedBefore)) return 'YES';
  return ways.length > 0 || perhaps.length > 0 ? 'UNKNOWN' : 'NO';
}
