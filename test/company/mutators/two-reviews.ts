import type { Mutator } from '../mutator.js';
import { LEAD } from '../people.js';
import type { Cast } from '../people.js';
import type { Expectation, Pull, Review } from '../plan.js';
import { chosen } from './choose.js';
import { ofPairs } from './expect.js';

type Expected = Pick<Expectation, 'rule' | 'answer'>;

/** For a company that asks for two independent reviews, which each clean pull request has. */
function reviewed(
  name: string,
  does: (pull: Pull, reviews: [Review, Review], cast: Cast) => void,
  ...expected: readonly Expected[]
): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, pull } = chosen(unit, random);
      const [commit] = pull.commits;
      if (pull.reviews.length !== 2 || commit === undefined) return false;
      does(pull, pull.reviews as [Review, Review], unit.cast);
      for (const { rule, answer } of expected) ofPairs(unit, rule, answer, pull);
      if (pull.commits.some(({ author }) => author === null)) ofPairs(unit, 'self-approval', 'INDETERMINATE', change);
      return true;
    },
  };
}

/** Of so many commits GitHub resolves the author to nobody; a squash makes no further ones. */
function unresolved(pull: Pull, count: number): void {
  const [commit] = pull.commits as [Pull['commits'][number]];
  pull.method = 'merge';
  pull.commits = Array.from({ length: count }, (_, nth) => ({ ...commit, author: null, pushedAt: commit.pushedAt + nth }));
}

const also = (pull: Pull, ...accounts: readonly Review['by'][]) => {
  for (const by of accounts) pull.reviews.push({ ...(pull.reviews[0] as Review), by });
};

const gap = (rule: Expected['rule']): Expected => ({ rule, answer: 'GAP' });
const UNKNOWN: Expected = { rule: 'unreviewed-code', answer: 'INDETERMINATE' };

/** Who leads may approve what he wrote. */
const byItsLead: Mutator = {
  name: 'approved by an author who leads',
  apply(unit, random) {
    const { ticket, pull } = chosen(unit, random);
    if (pull.reviews.some(({ by }) => by === LEAD.github)) return false;
    for (const commit of pull.commits) Object.assign(commit, { author: LEAD.github, pusher: LEAD.github });
    for (const decision of ticket.decisions) decision.by = LEAD.jira;
    return true;
  },
};

export const twoReviews: readonly Mutator[] = [
  reviewed('one review of two', (pull) => void pull.reviews.pop(), gap('unreviewed-code')),
  reviewed(
    'one of two reviews came after the merge',
    (pull, [, second]) => void (second.at = pull.mergedAt + 30),
    gap('post-merge-review'),
  ),
  reviewed('one of two reviews was of an earlier head', staleSecond, gap('stale-review')),
  reviewed('the same person reviewed it twice', (_, [first, second]) => void (second.by = first.by), gap('unreviewed-code')),
  reviewed(
    'the same person reviewed it with both his accounts',
    (_, [first, second], { reviewer }) => {
      first.by = reviewer.github;
      second.by = reviewer.second;
    },
    gap('unreviewed-code'),
  ),
  reviewed('one of two reviewers saw the last head with his other account', (pull, [first, second], { otherReviewer }) => {
    staleSecond(pull, [first, second]);
    pull.reviews.push({ ...second, by: otherReviewer.second, at: pull.openedAt + 190, saw: -1 });
  }),
  reviewed('one of two reviewers reviewed it once more after the merge, with his other account', (pull, [, second], { otherReviewer }) => {
    pull.reviews.push({ ...second, by: otherReviewer.second, at: pull.mergedAt + 30 });
  }),
  reviewed('one unknown author, and two reviewers', (pull) => unresolved(pull, 1), UNKNOWN),
  reviewed('one unknown author, and three reviewers', (pull, _, { stranger }) => {
    unresolved(pull, 1);
    also(pull, stranger.github);
  }),
  reviewed(
    'two unknown authors, and three reviewers',
    (pull, _, { stranger }) => {
      unresolved(pull, 2);
      also(pull, stranger.github);
    },
    UNKNOWN,
  ),
  reviewed('two unknown authors, and four reviewers', (pull, _, { stranger, approver }) => {
    unresolved(pull, 2);
    also(pull, stranger.github, approver.github);
  }),
  byItsLead,
];

function staleSecond(pull: Pull, [first, second]: [Review, Review]): void {
  first.saw = -1;
  second.saw = pull.commits.length - 1;
  second.at = pull.openedAt + 60;
  first.at = pull.openedAt + 180;
  pull.commits.push({ ...(pull.commits.at(-1) as Pull['commits'][number]), pushedAt: pull.openedAt + 120 });
}
