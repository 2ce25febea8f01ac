import { cleanPull } from '../clean.js';
import { LISTED, type Person } from '../people.js';
import type { Change, Pull, Ticket, Unit } from '../plan.js';
import type { Random } from '../random.js';
import { implementing } from './expect.js';

/** A change with its ticket and its first pull request. */
export interface Chosen {
  readonly change: Change;
  readonly ticket: Ticket;
  readonly pull: Pull;
}

/** One of the changes of a unit. */
export function chosen(unit: Unit, random: Random): Chosen {
  const change = random.pick(unit.changes);
  const [pull] = change.pulls;
  if (change.ticket === null || pull === undefined) throw new Error('A clean change has a ticket and a pull request.');
  return { change, ticket: change.ticket, pull };
}

/** When the first production deployment begins. */
export function startOf(unit: Unit): number {
  return Math.min(...implementing(unit).map(({ startedAt }) => startedAt));
}

/** When the last of them ends. */
export function endOf(unit: Unit): number {
  return Math.max(...unit.rollouts.map(({ endedAt }) => endedAt));
}

/** When the last pull request of a unit is merged; for some minutes after it nothing is deployed. */
export function lastMerge({ changes }: Unit): number {
  return Math.max(...changes.flatMap(({ pulls }) => pulls.map(({ mergedAt }) => mergedAt)));
}

/** The listed person behind an account of GitHub. */
export function personOf(account: { readonly id: number } | null): Person {
  const person = LISTED.find(({ github }) => github.id === account?.id);
  if (person === undefined) throw new Error('Nobody on the list has this account.');
  return person;
}

/** A reviewed pull request that is merged minutes after its first push, before those of the unit; its texts have no key. */
export function quickPull(unit: Unit, random: Random, subject: string): Pull {
  const from = unit.startsAt + 3601;
  const pull = cleanPull(random, unit.cast, from);
  const [commit] = pull.commits;
  const [review] = pull.reviews;
  if (commit === undefined || review === undefined) throw new Error('A clean pull request has a commit and a review.');
  return {
    ...pull,
    branch: `fix/quick-${from}`,
    title: subject,
    commits: [{ ...commit, message: subject }],
    openedAt: from + 20,
    reviews: [{ ...review, at: from + 40 }],
    mergedAt: from + 60,
  };
}
