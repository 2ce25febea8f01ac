import { allNotCovered, type DeploymentCase, type MergeFact } from '../controls/index.js';
import type { PullRequestFacts } from '../correlate/index.js';

/** The merges by which these commits came in; one that was pushed directly has none, once the pull requests were read. */
export function mergesOf(subject: DeploymentCase, shas: readonly string[], pulls: readonly PullRequestFacts[]): readonly MergeFact[] {
  const { broughtIn, source, repository, deployment } = subject;
  const without = shas.filter((sha) => !broughtIn.byCommit.has(sha));
  const perhaps = without
    .filter((sha) => broughtIn.perhaps.has(sha))
    .map((sha) => {
      const what = `The platform names a pull request for ${sha.slice(0, 12)}, and its own commits were not all read.`;
      return { what, scope: repository ?? deployment, collection: 'commits', upTo: null };
    });
  const unread = without.length > 0 ? allNotCovered(subject, ['pull_requests']) : [];
  return [
    ...pulls.map((pull) => mergeOf(pull, repository ?? deployment)),
    ...[...perhaps, ...unread].map((missing) => ({ named: 'a pull request that was not read', source, at: null, seq: null, missing })),
  ];
}

function mergeOf({ pullRequest, number, merged, mergedSeq }: PullRequestFacts, scope: string): MergeFact {
  const named = number === null ? pullRequest : `pull request #${number}`;
  const what = `When ${named} was merged is not known.`;
  const missing = merged === null ? { what, scope, collection: 'pull_requests', upTo: null } : null;
  return { named, source: pullRequest.split(':')[1] ?? '', at: merged, seq: mergedSeq, missing };
}
