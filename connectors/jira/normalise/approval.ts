import { type AccountMark, type Draft, type EventType, type IdentityPart, type Interval, type Marked, ref } from '#contract';
import type { rest } from '../wire.js';
import { millisecond } from './moment.js';
import { accountOf } from './people.js';

type Approval = rest.Approval;

/** The hub's words; `pending`, and what Jira may add one day, is no decision. */
const DECISIONS: Readonly<Record<string, string>> = { approved: 'APPROVED', declined: 'REJECTED' };

function decisionOf(said: string): string | null {
  return Object.hasOwn(DECISIONS, said.toLowerCase()) ? (DECISIONS[said.toLowerCase()] ?? null) : null;
}

export function approvalsOf(ticket: string, approvals: readonly Approval[]): Draft[] {
  return approvals.flatMap((approval) => [...requested(ticket, approval), ...decided(ticket, approval), ...completed(ticket, approval)]);
}

/** Dated by the approval's creation; of an approver who was added later, Jira does not say when. */
function requested(ticket: string, approval: Approval): Draft[] {
  const at = approval.createdDate ? millisecond(approval.createdDate.epochMillis) : null;
  const everyone = approval.approvers.map(({ approver }) => accountOf(approver));
  const asked: readonly (AccountMark | null)[] = everyone.length > 0 ? everyone : [null];
  return asked.map((approver) => ({
    ...fact(ticket, approval, { type: 'approval.requested', transition: 'requested', of: [approver ?? ''], at }),
    ...withCore(ticket, approval, { approver }),
  }));
}

function decided(ticket: string, approval: Approval): Draft[] {
  const decisions = approval.approvers.flatMap(({ approver, approverDecision }) => {
    const decision = decisionOf(approverDecision);
    return decision === null ? [] : [{ approver: accountOf(approver), decision }];
  });
  return decisions.map(({ approver, decision }) => {
    // Only where nobody else decided is it sure that this decision completed the approval; else it has no time.
    const isTheOne = decisions.length === 1 && decision === decisionOf(approval.finalDecision);
    const at = isTheOne && approval.completedDate ? millisecond(approval.completedDate.epochMillis) : null;
    return {
      ...fact(ticket, approval, { type: 'approval.decided', transition: 'decided', of: [approver ?? '', decision], at }),
      ...withCore(ticket, approval, { approver, decision, final: false }),
    };
  });
}

function completed(ticket: string, approval: Approval): Draft[] {
  const decision = decisionOf(approval.finalDecision);
  if (decision === null) return [];
  const at = approval.completedDate ? millisecond(approval.completedDate.epochMillis) : null;
  return [
    {
      ...fact(ticket, approval, { type: 'approval.decided', transition: 'completed', of: [decision], at }),
      ...withCore(ticket, approval, { approver: null, decision, final: true }),
    },
  ];
}

interface Step {
  readonly type: EventType;
  readonly transition: string;
  readonly of: readonly IdentityPart[];
  readonly at: Interval | null;
}

function fact(ticket: string, { id }: Approval, { type, transition, of, at }: Step) {
  return {
    type,
    subject: ref('approval', id),
    // With the ticket: nobody promises that approvals are numbered across all tickets.
    identity: { kind: 'approval', natural: [ticket, id], transition, discriminator: of },
    occurredAt: at,
    timeFrom: 'SEEN' as const,
  };
}

function withCore(ticket: string, { id }: Approval, core: Readonly<Record<string, Marked>>) {
  return {
    core: { ticket: ref('ticket', ticket), approval: ref('approval', id), ...core },
    mentions: [{ names: ref('ticket', ticket), method: 'RELATION' as const, place: 'approval' }],
  };
}
