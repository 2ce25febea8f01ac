import { GUARDED } from '../answers/unqualified-reviewer.js';
import type { Mutator } from '../mutator.js';
import { type Cast, LEAD } from '../people.js';
import type { Pull, Review } from '../plan.js';
import { chosen } from './choose.js';

/** Of a pull request that touches what only who leads may pass, in a company whose policy says so; what follows the plan itself says. */
function touching(
  name: string,
  does: (pull: Pull, review: Review, cast: Cast) => void,
  files: readonly string[] = [`${GUARDED}a.sql`],
): Mutator {
  return {
    name: `touched what is guarded, ${name}`,
    apply(unit, random) {
      const { pull } = chosen(unit, random);
      const [review] = pull.reviews;
      const isHis =
        pull.opener === LEAD.github || pull.commits.some(({ author, pusher }) => author === LEAD.github || pusher === LEAD.github);
      if (review === undefined || isHis) return false;
      for (const commit of pull.commits) commit.files = files;
      review.by = unit.cast.reviewer === LEAD ? unit.cast.otherReviewer.github : unit.cast.reviewer.github;
      does(pull, review, unit.cast);
      return true;
    },
  };
}

const also = (pull: Pull, review: Review, more: Partial<Review>) => pull.reviews.push({ ...review, ...more });
const MANY = Array.from({ length: 3000 }, (_, nth) => `p/${nth}`);

export const unqualifiedReviewer: readonly Mutator[] = [
  touching('and somebody else approved it', () => undefined),
  touching('and who leads approved it', (_, review) => void (review.by = LEAD.github)),
  touching('and who leads approved it with his other account', (_, review) => void (review.by = LEAD.second)),
  touching('and who leads approved it beside somebody else', (pull, review) => also(pull, review, { by: LEAD.github })),
  touching('and who leads only commented', (pull, review) => also(pull, review, { by: LEAD.github, state: 'COMMENTED' })),
  touching('and who leads approved it after the merge', (pull, review) => also(pull, review, { by: LEAD.github, at: pull.mergedAt + 30 })),
  touching('and who approved it, too, has no account any more', (pull, review) => also(pull, review, { by: null })),
  touching('as far as GitHub shows not, and somebody else approved it', () => undefined, MANY),
  touching('as far as GitHub shows not, and who leads approved it', (_, review) => void (review.by = LEAD.github), MANY),
];
