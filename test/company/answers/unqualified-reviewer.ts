import { LEAD } from '../people.js';
import type { Expectation, Pull } from '../plan.js';
import { carrying } from '../mutators/expect.js';
import type { Answering } from './moment.js';

/** What only who leads may pass; one of the variants says so. */
export const GUARDED = 'db/';
/** GitHub shows 3,000 files of a commit, and does not say whether there are more. */
const SHOWN = 3000;

/** "Policy names reviewers for a path, and none of them approved a pull request that touches it". */
export const unqualifiedReviewer: Answering = (unit) =>
  unit.changes
    .flatMap(({ pulls }) => pulls)
    .flatMap((pull) =>
      carrying(unit, pull).map((rollout) => ({ rule: 'unqualified-reviewer', answer: answerOf(pull), rollout, with: pull })),
    );

function answerOf(pull: Pull): Expectation['answer'] {
  const files = pull.commits.map((commit) => commit.files ?? []);
  const touches = files.some((paths) => paths.some((path) => path.startsWith(GUARDED)));
  if (!touches && files.every(({ length }) => length < SHOWN)) return 'NONE';
  const approvals = pull.reviews.filter(({ state }) => state === 'APPROVED');
  if (approvals.some(({ by }) => by?.id === LEAD.github.id || by?.id === LEAD.second.id)) return 'PASS';
  return touches && approvals.every(({ by }) => by !== null) ? 'GAP' : 'INDETERMINATE';
}
