import type { Account } from '../../../src/sample/index.js';
import { LISTED } from '../people.js';
import type { Expectation, Pull, Rollout, Unit } from '../plan.js';
import { carrying, implementing } from '../mutators/expect.js';
import type { Answering } from './moment.js';

/** "An author of a carried commit started `D` by hand, not by merge through a reviewed, protected branch". */
export const developerDeployed: Answering = (unit) => {
  if (unit.extra !== 'STARTERS') return [];
  return implementing(unit).map((rollout) => ({ rule: 'developer-deployed', answer: answerOf(unit, rollout), rollout }));
};

function answerOf(unit: Unit, rollout: Rollout): Expectation['answer'] {
  const { creator } = rollout;
  const pulls = unit.changes.flatMap((change) => change.pulls).filter((pull) => carrying(unit, pull).includes(rollout));
  // "Authors are the accounts that the platform resolves for opener, commits and pushers."
  const authors = pulls.flatMap(({ opener, commits }) => [opener, ...commits.flatMap(({ author, pusher }) => [author, pusher])]);
  const isAuthor = authors.some((author) => author !== null && isSame(author, creator));
  const byHand = isByHand(rollout, pulls);
  if (creator.type === 'Bot' || byHand === 'NO' || (!isAuthor && !authors.includes(null))) return 'PASS';
  return isAuthor && byHand === 'YES' ? 'GAP' : 'INDETERMINATE';
}

/** Where nobody says by what it was started, it may have been the clock. How its branch was protected then nobody had read: the last merge, if it was reviewed, may have been through a protected one. */
function isByHand({ reports }: Rollout, pulls: readonly Pull[]): 'YES' | 'NO' | 'UNKNOWN' {
  const trigger = reports?.trigger;
  if (trigger === undefined) return 'UNKNOWN';
  if (trigger !== 'MERGE') return trigger === 'HAND' ? 'YES' : 'NO';
  const [last] = [...pulls].sort((a, b) => b.mergedAt - a.mergedAt);
  return last?.reviews.length ? 'UNKNOWN' : 'YES';
}

function isSame(one: Account, other: Account): boolean {
  if (one.id === other.id) return true;
  return LISTED.some(({ github, second }) => [one, other].every(({ id }) => id === github.id || id === second.id));
}
