import { plusMs, type Instant, type Interval, type Missing } from '#contract';
import type { BroughtIn, CommitFacts, Contents, History, PolicyInForce, PullRequestFacts, Standing } from '../correlate/index.js';

export interface CoverageFact {
  readonly state: 'COMPLETE' | 'DENIED';
  readonly upTo: Instant | null;
  readonly reason: string | null;
}

/** A deployment with all that the rules may ask about it. */
export interface DeploymentCase {
  readonly deployment: string;
  readonly environment: string | null;
  readonly repository: string | null;
  readonly repositoryName: string;
  readonly standing: Standing;
  readonly start: Interval;
  /** Sequence numbers of the deployment's own events. */
  readonly events: readonly number[];
  readonly inForce: PolicyInForce;
  readonly contents: Contents;
  readonly commits: ReadonlyMap<string, CommitFacts>;
  readonly pulls: ReadonlyMap<string, PullRequestFacts>;
  readonly broughtIn: BroughtIn;
  readonly releaseBranches: readonly string[] | null;
  /** Whether the commit ever stood on a release branch, as far as is known. */
  readonly reachedRelease: (sha: string) => boolean;
  readonly history: History | null;
  /** How far a collection of the repository was completely read. */
  readonly coverage: ReadonlyMap<string, CoverageFact>;
}

/**
 * That something does not exist is a fact only where its collection was read up to the judged moment + `clockSkew`
 * (`controls.md`, Terms: Absence). Answers what is missing for that, or null.
 */
export function notCovered(subject: DeploymentCase, collection: string): Missing | null {
  const upTo = plusMs(subject.start.to, subject.inForce.policy.clockSkewMs);
  const known = subject.coverage.get(collection);
  // What was read up to a moment stays read, also when the source refuses later.
  if (known && known.upTo !== null && known.upTo >= upTo) return null;
  const scope = subject.repository ?? subject.deployment;
  return { what: whyNot(subject, collection, known, upTo), scope, collection, upTo };
}

/** What is missing for all of these to be covered; an absence may rest on several collections. */
export function allNotCovered(subject: DeploymentCase, collections: readonly string[]): readonly Missing[] {
  return collections.map((collection) => notCovered(subject, collection)).filter((one) => one !== null);
}

function whyNot(subject: DeploymentCase, collection: string, known: CoverageFact | undefined, upTo: Instant): string {
  const words = `${collection.replaceAll('_', ' ')} of ${subject.repositoryName}`;
  if (known?.state === 'DENIED') return `The ${words} cannot be read: ${known.reason ?? 'the source refuses'}`;
  // Not how far they were read: that differs from reading to reading, and the verdict must not.
  return `The ${words} were not read up to ${upTo} yet.`;
}
