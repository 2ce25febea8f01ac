import { isBefore } from '#contract';
import { agreed, type CheckFacts, NO_RESULT, type Truth } from '../../correlate/index.js';
import type { DeploymentCase } from '../case.js';
import { endedBefore, headsOf, revisionFacts } from './checks.js';

/** Attempts of one check, by its name, of the revision or of a head that was merged as it. */
export interface Attempts {
  readonly name: string;
  readonly all: readonly CheckFacts[];
  /** Whether it stood at failed when the deployment started. */
  readonly failed: Truth;
  /** What may have been its latest attempt before the start. */
  readonly last: readonly CheckFacts[];
}

/** By name, in one order. What was skipped or cancelled is no attempt. */
export function attemptsOf(subject: DeploymentCase): readonly Attempts[] {
  const byName = new Map<string, CheckFacts[]>();
  for (const check of revisionFacts(subject).checks) {
    if (!NO_RESULT.has(check.conclusion)) byName.set(check.name, [...(byName.get(check.name) ?? []), check]);
  }
  const named = [...byName.keys()].sort();
  return named.map((name) => ({ name, all: byName.get(name) ?? [], ...stoodAt(subject, byName.get(name) ?? []) }));
}

/** Attempts of the revision itself decide; where it had none before the start, those of the heads merged as it. */
function stoodAt(subject: DeploymentCase, all: readonly CheckFacts[]): Pick<Attempts, 'failed' | 'last'> {
  const heads = headsOf(subject);
  const own = latest(
    subject,
    all.filter(({ sha }) => sha === subject.sha),
  );
  if (own.isSure) return { failed: failedBy(own.last), last: own.last };
  const theirs = heads
    .filter((head) => head !== subject.sha)
    .map((head) =>
      latest(
        subject,
        all.filter(({ sha }) => sha === head),
      ),
    );
  const last = [...own.last, ...theirs.flatMap((one) => one.last)];
  // Without a sure attempt there may have been none before the start, and then nothing stood at failed.
  const isNone = theirs.every(({ isSure }) => !isSure);
  return { failed: agreed([...(isNone ? (['NO'] as const) : []), ...last.map(isFailed)]), last };
}

interface Latest {
  /** What may have been the latest before the start. */
  readonly last: readonly CheckFacts[];
  /** There was one before it for certain. */
  readonly isSure: boolean;
}

function latest(subject: DeploymentCase, attempts: readonly CheckFacts[]): Latest {
  const sure = attempts.filter((one) => endedBefore(one, subject) === 'YES');
  const perhaps = attempts.filter((one) => endedBefore(one, subject) === 'UNKNOWN');
  const last = [...sure, ...perhaps].filter((one) => !sure.some((other) => endedAfter(other, one, subject)));
  return { last, isSure: sure.length > 0 };
}

function endedAfter(later: CheckFacts, earlier: CheckFacts, { inForce }: DeploymentCase): boolean {
  const skewMs = later.source === earlier.source ? 0 : inForce.policy.clockSkewMs;
  return later.at !== null && earlier.at !== null && isBefore(earlier.at, later.at, skewMs);
}

function failedBy(last: readonly CheckFacts[]): Truth {
  return agreed(last.map(isFailed));
}

function isFailed({ conclusion }: CheckFacts): Truth {
  return conclusion === 'SUCCESS' ? 'NO' : 'YES';
}
