import type { EventType, Policy } from '#contract';
import type { DecisionFact, DeploymentFacts, FieldFact, StatusFact, TicketFacts } from './facts.js';
import { named } from './named.js';

/** Whether what a source says by events of a type may satisfy a rule (`controls.md`, Terms: Trust). */
export type Trust = (source: string, type: EventType) => boolean;

/** What tools were read to say is believed; what senders push, where policy trusts them for that type of event. */
export function trustOf(senders: ReadonlySet<string>, { trust }: Partial<Pick<Policy, 'trust'>>): Trust {
  if (senders.size === 0) return EVERYBODY;
  return (source, type) => !senders.has(source) || (named(trust ?? {}, source)?.some((one) => one === type) ?? false);
}

/** Where nobody pushes events, all is vouched for, and nothing has to be looked through. */
const EVERYBODY: Trust = () => true;

/** A ticket without what nobody vouches for; null where the ticket itself is not vouched for. */
export function trustedTicket(ticket: TicketFacts, trust: Trust): TicketFacts | null {
  const { source } = ticket;
  if (trust === EVERYBODY) return ticket;
  if (!trust(source, 'ticket.created')) return null;
  return {
    ...ticket,
    fields: trustedFields(ticket.fields, (field) => trust(source, field === 'status' ? 'ticket.status_changed' : 'ticket.field_changed')),
    decisions: trustedDecisions(ticket.decisions, trust),
    links: ticket.links.filter(({ other }) => trust(sourceOf(other), 'ticket.linked')),
    ...(ticket.incidents
      ? { incidents: ticket.incidents.filter(({ source, by }) => trust(source, 'incident.opened') && trust(source, by)) }
      : {}),
  };
}

/** The tickets that are vouched for, by ref. */
export function trustedTickets(tickets: ReadonlyMap<string, TicketFacts>, trust: Trust): ReadonlyMap<string, TicketFacts> {
  if (trust === EVERYBODY) return tickets;
  return new Map(
    [...tickets].flatMap(([name, ticket]) => {
      const trusted = trustedTicket(ticket, trust);
      return trusted ? [[name, trusted] as const] : [];
    }),
  );
}

export function trustedDecisions(decisions: readonly DecisionFact[], trust: Trust): readonly DecisionFact[] {
  if (trust === EVERYBODY) return decisions;
  return decisions.filter(({ source, decision }) => trust(source, decision === 'REQUESTED' ? 'approval.requested' : 'approval.decided'));
}

/** A deployment without what nobody vouches for; without its request it names neither repository nor revision. */
export function trustedDeployment(facts: DeploymentFacts, trust: Trust): DeploymentFacts {
  const { source } = facts;
  const statuses = facts.statuses.filter((status) => trust(source, typeOf(status)));
  if (trust(source, 'deployment.requested')) return statuses.length === facts.statuses.length ? facts : { ...facts, statuses };
  const unknown = { repository: null, environment: null, sha: null, gitRef: null, productionMark: null, creator: null };
  return { ...facts, ...unknown, requested: null, requestedSeq: null, statuses };
}

function typeOf({ kind }: StatusFact): EventType {
  return kind === 'STARTED' ? 'deployment.started' : 'deployment.finished';
}

function trustedFields(
  fields: ReadonlyMap<string, readonly FieldFact[]>,
  isTrusted: (field: string) => boolean,
): ReadonlyMap<string, readonly FieldFact[]> {
  return new Map([...fields].filter(([field]) => isTrusted(field)));
}

/** Of `ticket:<source>:<id>`. */
function sourceOf(ref: string): string {
  return ref.split(':')[1] ?? '';
}
