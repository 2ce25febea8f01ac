import type { Policy } from '#contract';
import type { Persons } from './persons.js';
import { anyOf, type Called, isIn, risksAt, type Subject } from './required-approvals.js';

type Approvers = Policy['approvers'];
type Listed = Pick<Approvers[number], 'people' | 'roles'>;

/** The entries of policy's list of approvers that speak of a service and risk at the start: a list for each value that these may have had. */
export function approversOf(subject: Subject, policy: Policy): readonly Approvers[] {
  const { approvers } = policy;
  const services: readonly Called[] = subject.service === null ? anyOf(approvers.map((one) => one.services)) : [[subject.service]];
  // Where no entry depends on it, the risk need not be known.
  const risks = risksAt(subject, policy) ?? anyOf(approvers.map((one) => one.risks));
  const lists = services.flatMap((service) =>
    risks.map((risk) => approvers.filter((one) => isIn(one.services, service) && isIn(one.risks, risk))),
  );
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

/** Whether one of the entries names the approver, or a role of his. */
export function isListed(approver: string, list: readonly Listed[], persons: Persons): boolean {
  const name = persons.nameOf(approver);
  const own = persons.rolesOf(approver);
  return list.some(({ people, roles }) => (name !== null && people?.includes(name)) || roles?.some((role) => own.includes(role)));
}
