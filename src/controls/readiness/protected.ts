import { isBefore, type Interval, type Missing, plusMs } from '#contract';
import type { ProtectionFacts, PullRequestFacts } from '../../correlate/index.js';
import { type DeploymentCase, notCoveredUpTo } from '../case.js';
import { revisionFacts } from './checks.js';

/** How the branch may have been protected into which a pull request was merged, when it was. */
export interface ProtectedThen {
  /** Null: nobody knows how. Never empty. */
  readonly possible: readonly (ProtectionFacts | null)[];
  readonly missing: readonly Missing[];
}

/** Nobody dates a protection: it was set between two readings, and holds until one between two later ones. */
export function protectionAt(subject: DeploymentCase, { mergeBase, merged, number }: PullRequestFacts): ProtectedThen {
  const lacking = (what: string): Missing => ({ what, scope: scopeOf(subject), collection: 'protections', upTo: null });
  const [branch, pull] = [mergeBase ?? 'the branch', `#${number ?? '?'}`];
  if (merged === null) return { possible: [null], missing: [lacking(`When ${pull} was merged is not known.`)] };
  const readings = revisionFacts(subject).protections.filter((one) => one.branch === mergeBase);
  const skewMs = subject.inForce.policy.clockSkewMs;
  const possible = readings.filter((one, nth) => mayHold(one, readings[nth + 1], merged, skewMs));
  const isFirst = readings[0] === undefined || !isBefore(readings[0].at, merged, skewMs);
  const later = laterUnread(subject, plusMs(merged.to, skewMs));
  const missing = [
    ...(later === null ? [] : [later]),
    ...(isFirst ? [lacking(`How ${branch} was protected when ${pull} was merged is not known: nobody had read it before.`)] : []),
    ...(possible.length > 1
      ? [lacking(`Whether the protection of ${branch} was changed before or after the merge of ${pull} is not known.`)]
      : []),
  ];
  return { possible: [...possible, ...(isFirst || later !== null ? [null] : [])], missing };
}

function mayHold({ at }: ProtectionFacts, next: ProtectionFacts | undefined, moment: Interval, skewMs: number): boolean {
  return !isBefore(moment, at, skewMs) && (next === undefined || !isBefore(next.at, moment, skewMs));
}

/** One that was not read yet may have been in force: null where all was read up to the moment. */
function laterUnread(subject: DeploymentCase, upTo: Parameters<typeof notCoveredUpTo>[1]): Missing | null {
  const known = subject.coverage.get('protections') ?? null;
  const label = `protections of ${subject.repositoryName}`;
  return notCoveredUpTo({ scope: scopeOf(subject), label, collection: 'protections', known }, upTo);
}

function scopeOf({ repository, deployment }: DeploymentCase): string {
  return repository ?? deployment;
}
