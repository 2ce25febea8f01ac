import {
  asSaid,
  type Base,
  type Contents,
  contentsOf,
  type DeploymentFacts,
  type History,
  perhapsReported,
  type Role,
  type Run,
} from '../correlate/index.js';

interface Surroundings {
  readonly run: Run;
  readonly role: Role;
  readonly base: Base;
  readonly baseline: string | null;
  readonly history: History;
}

/** What a deployment that speaks for itself carries and takes out; nothing is known where it may be a report of another. */
export function contentsIn({ rollback }: DeploymentFacts, { run, role, base, baseline, history }: Surroundings): Contents {
  if (role.perhaps.length > 0) return perhapsReported(role.perhaps);
  return asSaid(contentsOf(run, base, baseline, history), rollback === true);
}

/** Of one that has not started, or names no repository. */
export function unplaced({ start }: Run): Contents {
  const undecided = start ? ['It names no repository.'] : [];
  return { relation: 'UNDECIDED', base: null, baseSha: null, carries: [], takesOut: [], undecided, unread: [] };
}

/** Sequence numbers of a deployment's own events. */
export function eventsOf(facts: DeploymentFacts): readonly number[] {
  return [facts.requestedSeq, ...facts.statuses.map((status) => status.seq)].filter((seq) => seq !== null);
}
