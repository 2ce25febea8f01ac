import { type Instant, type Missing, plusMs } from '#contract';
import { notCoveredUpTo } from '../case.js';
import type { ChangeCase } from '../change-case.js';
import { distinct } from '../distinct.js';
import type { Finding } from '../rule.js';

/** Clauses of the rules about status and outcome. */
export const STATUS_AND_OUTCOME: readonly string[] = ['NIST 800-53 CM-3 e–f, CM-4(2)', 'ISO 27001 A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.5.1'];

/** INDETERMINATE with what is missing. `whether`: `it was implemented`. */
export function unknown(subject: ChangeCase, whether: string, missing: readonly Missing[], events: readonly number[] = []): Finding {
  const all = distinct(missing);
  const why = [...new Set(all.map(({ what }) => what))];
  const sentence = `${subject.title}: whether ${whether} is not known. ${why.join(' ')}`;
  return { subject: subject.subject, answer: 'INDETERMINATE', sentence, events: eventsOf(subject, events), missing: all };
}

/** What was read of the ticket for it to be a change, and what else the answer rests on. */
export function eventsOf({ ticket }: ChangeCase, more: readonly number[] = []): readonly number[] {
  return [...(ticket.createdSeq === null ? [] : [ticket.createdSeq]), ...more];
}

/** What is missing for nothing of the ticket to be unread up to a moment + `clockSkew`. */
export function ticketUnread(subject: ChangeCase, upTo: Instant, collections: readonly string[] = ['tickets']): readonly Missing[] {
  const moment = plusMs(upTo, subject.inForce.policy.clockSkewMs);
  return subject.coverage
    .filter(({ collection }) => collections.includes(collection))
    .map((one) => notCoveredUpTo(one, moment))
    .filter((one) => one !== null);
}

/** Something that nobody could read, as a thing of the ticket's own source. */
export function lacking({ ticket }: ChangeCase, what: string, collection = 'tickets'): Missing {
  return { what, scope: ticket.scope, collection, upTo: null };
}

/** Whether anything implemented it; also what its tool calls a rollback, if that brought it to production. */
export function isImplemented({ earliest, deployments }: ChangeCase): boolean {
  return earliest !== null || deployments.some(({ carries, standing }) => carries && standing === 'PRODUCTION');
}

/** Deployments that carry it to an environment of which nobody knows whether it is production. */
export function perhapsDeployed({ deployments }: ChangeCase): readonly Missing[] {
  return deployments
    .filter(({ carries, standing }) => carries && standing === 'UNKNOWN')
    .map(({ environment }) => ({
      what: `It was deployed to "${environment}", and whether that is production is not known.`,
      scope: 'policy',
      collection: 'environments',
      upTo: null,
    }));
}

export function latest(moments: readonly (Instant | null | undefined)[]): Instant | null {
  return (
    moments
      .flatMap((one) => one ?? [])
      .sort()
      .at(-1) ?? null
  );
}
