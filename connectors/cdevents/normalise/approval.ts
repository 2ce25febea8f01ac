import { account, type Draft, MalformedRecord, ref } from '#contract';
import { approval } from '../wire.js';
import { type CdEvent, contentOf, factOf, nameOf } from './cdevent.js';

type Decision = 'APPROVED' | 'REJECTED' | 'DEFERRED' | 'REVOKED';

const DECISIONS: ReadonlyMap<string, Decision> = new Map<string, Decision>([
  ['approved', 'APPROVED'],
  ['rejected', 'REJECTED'],
  ['requestChanges', 'REJECTED'],
  ['deferred', 'DEFERRED'],
]);

/** An approval that ended without a decision authorises nothing, whatever was decided before. */
const ENDS: ReadonlyMap<string, Decision> = new Map<string, Decision>([
  ['approved', 'APPROVED'],
  ['rejected', 'REJECTED'],
  ['cancelled', 'REVOKED'],
  ['expired', 'REVOKED'],
]);

export function approvalCreated(event: CdEvent): readonly Draft[] {
  const { requestor } = contentOf(approval, event);
  const core = { ...about(event), ...(requestor ? { requester: account(requestor, 'PERSON', requestor) } : {}) };
  return [factOf(event, { type: 'approval.requested', subject: about(event).approval, happens: 'ONCE', core })];
}

export function approvalUpdated(event: CdEvent): readonly Draft[] | string {
  const { decision, responder } = contentOf(approval, event);
  if (decision === undefined) throw missing('decision', event);
  const decided = DECISIONS.get(decision);
  if (decided === undefined) return `${event.type}: ${decision} hands the decision to somebody else and is none.`;
  return [decidedBy(event, { decision: decided, final: false, ...approver(responder) })];
}

/** Who decided last is not who took it back. */
export function approvalClosed(event: CdEvent): readonly Draft[] {
  const { status, responder } = contentOf(approval, event);
  const decision = ENDS.get(status ?? '');
  if (decision === undefined) throw missing('status', event);
  return [decidedBy(event, { decision, final: true, ...(decision === 'REVOKED' ? {} : approver(responder)) })];
}

function decidedBy(event: CdEvent, core: Draft['core']): Draft {
  return factOf(event, { type: 'approval.decided', subject: about(event).approval, happens: 'AGAIN', core: { ...about(event), ...core } });
}

function approver(responder: string | undefined) {
  return responder === undefined ? {} : { approver: account(responder, 'PERSON', responder) };
}

/** What is to be approved is named by an address, which is no name of a thing that Changeline knows. */
function about(event: CdEvent) {
  const { resourceTargetUrl } = contentOf(approval, event);
  return { approval: ref('approval', nameOf(event, event.subject)), resource: resourceTargetUrl };
}

function missing(field: string, { type }: CdEvent): MalformedRecord {
  return new MalformedRecord(`subject.content.${field}`, `subject.content.${field} is missing of this ${type}.`);
}
