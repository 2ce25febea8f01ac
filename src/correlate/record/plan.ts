import type { Policy, Stage } from '#contract';
import { ofSource } from '../decisions.js';
import { presentOf } from '../held.js';
import { statusNow } from '../stage.js';
import { isRelatedBy } from './context.js';
import type { RecordFacts } from './record-facts.js';

/** A step of the plan that is a ticket of its own: below the change, or linked to it. */
export interface PlanStep {
  readonly ref: string;
  readonly key: string | null;
  readonly owner: string | null;
  readonly status: string | null;
  readonly stage: Stage | null;
}

/** The steps of the plan, in order of ref: tickets below the change, and those that policy's `planSteps` names. */
export function planStepsOf({ ticket, related }: Pick<RecordFacts, 'ticket' | 'related'>, policy: Policy): readonly PlanStep[] {
  if (ticket === null) return [];
  const by = ofSource(policy.planSteps, ticket.source)[0];
  const steps = related.filter((one) => {
    const isBelow = presentOf(one, 'parent')?.to === ticket.ticket.split(':').at(-1) && one.source === ticket.source;
    if (!by) return isBelow;
    const links = ticket.links.filter(({ other }) => other === one.ticket);
    return links.some((link) => isRelatedBy(by, link, one)) || (isBelow && isRelatedBy({ types: by.types }, null, one));
  });
  return steps
    .map((one) => {
      const status = statusNow(one, policy);
      const owner = presentOf(one, 'assignee')?.to ?? null;
      const isPerson = typeof owner === 'string' && owner.startsWith('person:');
      return { ref: one.ticket, key: one.key, owner: isPerson ? owner : null, status: status?.name ?? null, stage: status?.stage ?? null };
    })
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
}
