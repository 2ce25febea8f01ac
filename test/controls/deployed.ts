import { developerDeployed as rule } from '../../src/controls/developer-deployed.js';
import type { NamedFacts, PullRequestFacts, ReviewFacts, RevisionFacts } from '../../src/correlate/index.js';
import { commit, head, pull, review } from '../correlate/code.js';
import { edges, sha } from '../correlate/commits.js';
import { span } from '../correlate/runs.js';
import { caseOf, type Plan } from './case.js';
import { protection } from './revised.js';

export const judged = (of: Plan) => rule.judge!(caseOf(of))[0]!;
export const answer = (of: Plan) => judged(of).answer;

interface Told extends Partial<NamedFacts> {
  readonly starter?: string | null;
  readonly protections?: RevisionFacts['protections'];
  readonly pull?: Partial<PullRequestFacts> | null;
  readonly reviews?: readonly ReviewFacts[];
  readonly rest?: Partial<Plan>;
}

/** Everybody here has an account at the platform. */
const KNOWN = pull(9, null, { opener: 'person:dev', reviews: [review(8, 'person:r1'), review(9, 'person:r2')] });
export const REVIEWED = [review(1, 'person:r1', { submitted: span(40), commit: sha(5) })];

/** Commit 1, written by dev, squashed from #1, whose head is 5; started by dev unless told; nobody says by what. */
export function told({
  starter = 'person:dev',
  protections = [protection()],
  pull: part = {},
  reviews = REVIEWED,
  rest = {},
  ...named
}: Told = {}): Plan {
  const merged =
    part === null
      ? []
      : [pull(1, 1, { opener: 'person:dev', mergeHead: sha(5), merged: span(50), heads: [head(5, [5])], reviews, ...part })];
  const commits = [commit(1, { authors: ['person:dev'] }), commit(5, { authors: ['person:dev'] })];
  const facts = { artifacts: [], tags: [], configurations: [], triggers: [], perhaps: [], ...named };
  return {
    edges: [edges(0), edges(1, 0), edges(5, 0)],
    carries: [1],
    commits,
    pulls: [...merged, KNOWN],
    ...rest,
    more: { sha: sha(1), starter, named: facts, revision: { mergedAs: merged, checks: [], protections }, ...rest.more },
  };
}
export const HAND = { triggers: ['HAND'] };
export const MERGE = { triggers: ['MERGE'] };
