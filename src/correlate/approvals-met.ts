import type { States } from './decision-history.js';
import type { DecisionFact } from './facts.js';
import type { Persons } from './persons.js';
import type { Truth } from './truth.js';

/** So many approvals by distinct people, of whom each has one of the roles; null: anybody. */
export interface Requirement {
  readonly roles: readonly string[] | null;
  readonly number: number;
}

/** A request whose standing decision may be an approval that counts. */
interface Counted {
  /** Who may have given it; null where nobody knows. */
  readonly approvers: readonly (string | null)[];
  readonly isCertain: boolean;
}

/** Whether enough approvals by distinct people stand. Who may be one person counts once for the least, twice for the most. */
export function meets({ roles, number }: Requirement, states: States, persons: Persons): Truth {
  const counted = [...states.values()].flatMap((options) => countedIn(options, roles, persons));
  const certain = counted.filter(({ isCertain }) => isCertain);
  const mayBeOne = (a: Counted, b: Counted) => pairs(a, b).some(([x, y]) => sameness(x, y, persons) !== 'NO');
  if (groups(certain, mayBeOne) >= number) return 'YES';
  const isOne = (a: Counted, b: Counted) => pairs(a, b).every(([x, y]) => sameness(x, y, persons) === 'YES');
  return groups(counted, isOne) < number ? 'NO' : 'UNKNOWN';
}

/** How many of the approvals that it asks for stand for certain. */
export function approvalsStanding(requirement: Requirement, states: States, persons: Persons): number {
  const numbers = Array.from({ length: requirement.number }, (_, nth) => requirement.number - nth);
  return numbers.find((number) => meets({ ...requirement, number }, states, persons) === 'YES') ?? 0;
}

/** Whether an approver's decision can count: a service account is never an approver, and a role is only known of the known. */
export function mayApprove(approver: string | null, roles: readonly string[] | null, persons: Persons): boolean {
  if (approver === null) return true;
  return !persons.isService(approver) && (roles === null || persons.rolesOf(approver).some((role) => roles.includes(role)));
}

function countedIn(options: readonly (DecisionFact | null)[], roles: readonly string[] | null, persons: Persons): readonly Counted[] {
  const counts = (step: DecisionFact | null): step is DecisionFact =>
    step !== null && step.decision === 'APPROVED' && !step.overall && mayApprove(step.approver, roles, persons);
  const counting = options.filter(counts);
  if (counting.length === 0) return [];
  const approvers = counting.map(({ approver }) => approver);
  return [{ approvers, isCertain: counting.length === options.length && !approvers.includes(null) }];
}

function sameness(a: string | null, b: string | null, persons: Persons): Truth {
  return a === null || b === null ? 'UNKNOWN' : persons.same(a, b);
}

function pairs(a: Counted, b: Counted): readonly (readonly [string | null, string | null])[] {
  return a.approvers.flatMap((x) => b.approvers.map((y) => [x, y] as const));
}

/** How many groups remain when linked ones are joined. */
function groups(all: readonly Counted[], isLinked: (a: Counted, b: Counted) => boolean): number {
  let apart: (readonly Counted[])[] = [];
  for (const one of all) {
    const joined = apart.filter((group) => group.some((other) => isLinked(one, other)));
    apart = [...apart.filter((group) => !joined.includes(group)), [one, ...joined.flat()]];
  }
  return apart.length;
}
