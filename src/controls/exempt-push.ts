import { every, isMerge, not, pathsAreOnly, some, type Truth } from '../correlate/index.js';
import type { DeploymentCase } from './case.js';

/** Whether policy takes a commit out of `direct-push`: service accounts alone wrote and pushed it, and it touches only the paths named there. */
export function isExemptPush(subject: DeploymentCase, sha: string): Truth {
  const paths = subject.inForce.policy.rules['direct-push']?.paths;
  if (!paths) return 'NO';
  return every([isByServices(subject, sha), pathsAreOnly(paths, subject.paths?.get(sha), isMerge(sha, subject.history))]);
}

/** Carried commits that may be exempt: those whose paths must be read to know, and those of which it is not known who pushed them. */
export function pushesToRead(subject: Omit<DeploymentCase, 'implementations'>): Record<'pathless' | 'pusherless', readonly string[]> {
  const isAsked = subject.inForce.policy.rules['direct-push']?.paths !== undefined;
  const perhaps = isAsked ? subject.contents.carries.filter((sha) => isByServices(subject, sha) !== 'NO') : [];
  const pathless = perhaps.filter((sha) => {
    const known = subject.paths?.get(sha);
    return !known || (isMerge(sha, subject.history) && !known.mergeRead);
  });
  return { pathless, pusherless: perhaps.filter((sha) => !subject.pushers?.has(sha)) };
}

/** An author is what a commit claims of itself; so who pushed it must be known, too. */
function isByServices({ commits, persons, pushers }: Omit<DeploymentCase, 'implementations'>, sha: string): Truth {
  const commit = commits.get(sha);
  const pushedBy = pushers?.get(sha) ?? [];
  const people = [...(commit?.authors ?? []), ...pushedBy].map((one): Truth => (persons.isService(one) ? 'NO' : 'YES'));
  const isOpen = !commit || commit.unresolvedAuthor || pushedBy.length === 0;
  return not(some([...people, ...(isOpen ? ['UNKNOWN' as const] : [])]));
}
