import type { Mutator } from '../mutator.js';
import { CHECKER, type Cast } from '../people.js';
import type { Pull, Review } from '../plan.js';
import type { RuleName } from '../rule-names.js';
import { type Chosen, chosen } from './choose.js';
import { ofPairs } from './expect.js';

type Answer = 'GAP' | 'INDETERMINATE';
type Does = (pull: Pull, review: Review, cast: Cast, one: Chosen) => void;

/** Changes what is known of the one review of a pull request, or who its writers are. */
function reviewed(name: string, does: Does, answer: Answer = 'GAP', rule: RuleName = 'unreviewed-code'): Mutator {
  return {
    name,
    apply(unit, random) {
      const one = chosen(unit, random);
      const [review] = one.pull.reviews;
      if (review === undefined) return false;
      does(one.pull, review, unit.cast, one);
      ofPairs(unit, rule, answer, one.pull);
      return true;
    },
  };
}

/** "Authors are the accounts that the platform resolves": where it resolves none, nobody knows whether it is the reviewer or the approver. */
const unresolvedAuthor: Mutator = {
  name: 'GitHub resolves the author of a commit to nobody',
  apply(unit, random) {
    const { change, pull } = chosen(unit, random);
    random.pick(pull.commits).author = null;
    ofPairs(unit, 'unreviewed-code', 'INDETERMINATE', pull);
    ofPairs(unit, 'self-approval', 'INDETERMINATE', change);
    return true;
  },
};

/** Whoever wrote that commit is at most one of the two. */
const twoBesideUnresolved: Mutator = {
  name: 'GitHub resolves the author of a commit to nobody, and two people reviewed it',
  apply(unit, random) {
    const { change, pull } = chosen(unit, random);
    const [review] = pull.reviews;
    if (review === undefined || pull.commits.length !== 1) return false;
    for (const commit of pull.commits) commit.author = null;
    pull.reviews.push({ ...review, by: unit.cast.otherReviewer.github });
    // A rebase makes two commits of it, and of each its author is nobody.
    pull.method = 'squash';
    ofPairs(unit, 'self-approval', 'INDETERMINATE', change);
    return true;
  },
};

const unresolvedAndLate: Mutator = {
  name: 'GitHub resolves the author of a commit to nobody, and it was reviewed after the merge',
  apply(unit, random) {
    const { change, pull } = chosen(unit, random);
    for (const commit of pull.commits) commit.author = null;
    for (const review of pull.reviews) review.at = pull.mergedAt + 30;
    ofPairs(unit, 'unreviewed-code', 'INDETERMINATE', pull);
    ofPairs(unit, 'post-merge-review', 'INDETERMINATE', pull);
    ofPairs(unit, 'self-approval', 'INDETERMINATE', change);
    return true;
  },
};

const besideGhost: Mutator = {
  name: 'somebody who has no account any more reviewed it, too',
  apply(unit, random) {
    const { pull } = chosen(unit, random);
    const [review] = pull.reviews;
    if (review === undefined) return false;
    pull.reviews.unshift({ ...review, by: null });
    return true;
  },
};

export const unreviewedCode = [
  reviewed('nobody reviewed the pull request', (pull) => void (pull.reviews = [])),
  reviewed('its reviewer only commented', (_, review) => void (review.state = 'COMMENTED')),
  reviewed('its reviewer asked for changes', (_, review) => void (review.state = 'CHANGES_REQUESTED')),
  reviewed('an author of its commits reviewed it', (pull, review, cast) => {
    for (const commit of pull.commits) Object.assign(commit, { author: cast.author.github, pusher: cast.author.github });
    review.by = cast.author.github;
  }),
  reviewed('an author of its commits reviewed it with his other account', (pull, review, cast) => {
    for (const commit of pull.commits) Object.assign(commit, { author: cast.author.github, pusher: cast.author.github });
    review.by = cast.author.second;
  }),
  reviewed('who opened it reviewed it', (pull, review) => void (review.by = pull.opener)),
  reviewed('a service account reviewed it', (_, review) => void (review.by = CHECKER)),
  reviewed('its reviewer pushed one of its commits', (pull, review) => {
    const [commit] = pull.commits;
    if (commit && review.by) commit.pusher = review.by;
  }),
  reviewed('who reviewed it has no account any more', (_, review) => void (review.by = null), 'INDETERMINATE'),
  unresolvedAuthor,
  twoBesideUnresolved,
  unresolvedAndLate,
  reviewed(
    'beside somebody who has no account any more nobody reviewed the merged head',
    ghostBesideStale,
    'INDETERMINATE',
    'stale-review',
  ),
  besideGhost,
];

function ghostBesideStale(pull: Pull, review: Review, cast: Cast): void {
  review.at = pull.openedAt + 60;
  review.saw = pull.commits.length - 1;
  pull.commits.push({ ...(pull.commits.at(-1) as Pull['commits'][number]), pushedAt: pull.openedAt + 120 });
  pull.reviews.push({ ...review, by: null, at: pull.openedAt + 180, saw: -1 });
  if (review.by?.id === cast.author.github.id) throw new Error('The reviewer of a clean pull request is no author.');
}
