import { type Missing, plusMs } from '#contract';
import { notCoveredUpTo } from './case.js';
import type { ForcedAway, HistoryCase } from './forced-away.js';
import type { Finding, Rule } from './rule.js';
import { TRACEABILITY } from './traceability/revision.js';

/** What was deployed or merged can no longer be found where it was. */
export const rewrittenHistory: Rule = {
  info: {
    id: 'rewritten-history',
    title: 'A deployed or merged commit has dropped out of the history',
    gapWhen: 'a commit that was deployed, or merged into a release branch, has dropped out of it',
    severity: 'HIGH',
    subject: 'commit',
    clauses: TRACEABILITY,
  },
  silence: 'It is asked about commits that a release branch was forced away from.',
  judgeHistory: (subject) => subject.commits.map((one) => finding(subject, one)),
};

function finding(subject: HistoryCase, commit: ForcedAway): Finding {
  const { repositoryName, releaseBranches } = subject;
  const ref = `commit:${subject.repository.slice('repository:'.length)}:${commit.sha}`;
  const common = { subject: ref, events: commit.events };
  const name = `${repositoryName} ${commit.sha.slice(0, 12)}`;
  if (commit.isThere === 'YES') return { ...common, answer: 'PASS', sentence: `${name} stands on ${releaseBranches.join(', ')} again.` };
  const missing = missingFor(subject, commit);
  if (commit.isThere === 'NO' && missing.length === 0) {
    return {
      ...common,
      answer: 'GAP',
      sentence: `${name}, which was ${whatWas(commit)}, was forced away from ${commit.branch}, and stands on no release branch.`,
      about: [ref, ...commit.deployments],
      wouldPassIf: `${commit.branch} had not been forced, or it had been brought back to a release branch`,
    };
  }
  const sentence = `Whether ${name}, which was ${whatWas(commit)} and forced away from ${commit.branch}, stands on a release branch again is not known. ${missing.map(({ what }) => what).join(' ')}`;
  return { ...common, answer: 'INDETERMINATE', sentence, missing };
}

function whatWas({ deployments, mergedFrom }: ForcedAway): string {
  const merged = mergedFrom.length > 0 ? [`merged from ${mergedFrom.map((number) => `#${number}`).join(', ')}`] : [];
  return [...(deployments.length > 0 ? ['deployed'] : []), ...merged].join(' and ');
}

/** It may have been brought back by what was not read yet. */
function missingFor(subject: HistoryCase, { at, isThere }: ForcedAway): readonly Missing[] {
  const { branches, inForce, repositoryName } = subject;
  const unread =
    isThere === 'UNKNOWN'
      ? [
          {
            what: `The commits of the release branches of ${repositoryName} were not all read.`,
            scope: branches.scope,
            collection: 'commits',
            upTo: null,
          },
        ]
      : [];
  const covered = at === null ? null : notCoveredUpTo(branches, plusMs(at.to, inForce.policy.clockSkewMs));
  return covered === null ? unread : [...unread, covered];
}
