import type { ImplementationCase } from '../controls/index.js';
import { decisionsOf, firstImplementing, isNamedChange, policyAt, type TicketFacts } from '../correlate/index.js';
import type { Moment } from './evaluate.js';

/**
 * The manual execution of a change that no deployment carries: its first transition into a status that the policy in
 * force at that moment maps to `IMPLEMENTING` (`controls.md`, Terms: Implementation).
 */
export async function manualOf(
  { tx, state, world, at }: Moment,
  { ticket, related }: { readonly ticket: TicketFacts; readonly related: readonly TicketFacts[] },
): Promise<ImplementationCase | null> {
  const policies = await state.policies(tx);
  for (const { policy } of policies) {
    const begun = isNamedChange(ticket, policy) ? firstImplementing(ticket, policy) : null;
    const inForce = begun && policyAt(policies, begun.at.from);
    if (!begun || inForce?.policy !== policy) continue;
    const { actor } = begun;
    return {
      subject: ticket.ticket,
      deployment: null,
      ticket,
      title: ticket.key ?? ticket.ticket,
      service: null,
      start: begun.at,
      startSource: ticket.source,
      inForce,
      events: [begun.seq],
      decisions: decisionsOf(ticket, policy),
      writers: { persons: new Set(actor === null ? [] : [actor]), unknown: [] },
      starter: actor,
      persons: await state.persons(tx, policy),
      coverage: world.coverageOf(ticket.scope, ['tickets', 'approvals']),
      at,
      related,
      // A deployment that was not read yet may carry it.
      unsure: world.deploymentsUnread(begun.at.to, policy.clockSkewMs),
    };
  }
  return null;
}
