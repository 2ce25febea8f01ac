import { type AccountMark, type Draft, type Interval, ref } from '#contract';
import { type Log, subjectOf } from './log.js';
import { between, moment } from './moment.js';
import { accountById } from './people.js';

/** env zero's words for what a reviewer did. */
const DECISIONS: Readonly<Record<string, string>> = { approved: 'APPROVED', cancelled: 'REJECTED' };

interface Decision {
  readonly approver: AccountMark;
  readonly decision: string;
}

/** Whether somebody was, or is, asked before it is applied. */
export function isGated(log: Log): boolean {
  return log.deployment.status === 'WAITING_FOR_USER' || decisionsIn(log).length > 0;
}

/** env zero has no object for an approval: it is the deployment's, one for all who are asked. */
export function approvalsIn(log: Log): readonly Draft[] {
  if (!isGated(log)) return [];
  const decisions = decisionsIn(log);
  const [only] = decisions;
  return [requested(log), ...decisions.map((each) => decided(log, each, decisions.length === 1 && each === only ? decidedAt(log) : null))];
}

function decisionsIn({ deployment }: Log): readonly Decision[] {
  const byId = (deployment.reviewers ?? []).map(({ userId, action }) => ({ userId, action }));
  const byUser = (deployment.reviewersUsers ?? []).map(({ user, action }) => ({ userId: user.user_id, action }));
  const found = new Map([...byId, ...byUser].map((each) => [`${each.userId} ${each.action}`, each]));
  return [...found.values()].flatMap(({ userId, action }) => {
    const decision = Object.hasOwn(DECISIONS, action) ? DECISIONS[action] : undefined;
    return decision === undefined ? [] : [{ approver: accountById(userId, deployment), decision }];
  });
}

function requested(log: Log): Draft {
  return fact(log, { type: 'approval.requested', of: [], at: askedAt(log), core: { approver: null } });
}

function decided(log: Log, { approver, decision }: Decision, at: Interval | null): Draft {
  const core = { approver, decision, final: false };
  return fact(log, { type: 'approval.decided', of: [approver, decision], at, core });
}

/** The webhook says when it began to wait; of a reading, it is the end of the last step before the apply. */
function askedAt({ told, steps }: Log): Interval | null {
  if (told) return /waiting-for-user$/.test(told.event) ? moment(told.at) : null;
  const planned = lastPlanned(steps);
  return planned === null ? null : moment(planned);
}

/**
 * No field dates a decision. Of one alone it is the moment of the webhook that tells of it, or lies between the end of the
 * plan and the beginning of the apply. Of several nobody says whose is when.
 */
function decidedAt({ told, steps }: Log): Interval | null {
  if (told) return /(?:resumed|cancelled)$/.test(told.event) ? moment(told.at) : null;
  const apply = steps?.find(({ role }) => role === 'APPLY');
  return apply ? between(lastPlanned(steps), apply.startedAt) : null;
}

function lastPlanned(steps: Log['steps']): string | null {
  const apply = steps?.findIndex(({ role }) => role === 'APPLY') ?? -1;
  const before = apply < 0 ? [] : (steps ?? []).slice(0, apply);
  return (
    before
      .map(({ completedAt }) => completedAt)
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null
  );
}

interface Told {
  readonly type: 'approval.requested' | 'approval.decided';
  readonly of: readonly (AccountMark | string)[];
  readonly at: Interval | null;
  readonly core: Draft['core'];
}

function fact(log: Log, { type, of, at, core }: Told): Draft {
  const approval = ref('approval', log.deployment.id);
  const deployment = subjectOf(log);
  return {
    type,
    subject: approval,
    identity: {
      kind: 'approval',
      natural: [log.deployment.id],
      transition: type === 'approval.requested' ? 'requested' : 'decided',
      ...(of.length > 0 ? { discriminator: of } : {}),
    },
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { deployment, approval, environment: log.deployment.environmentId, ...core },
    mentions: [{ names: deployment, method: 'RELATION', place: 'reviewers' }],
  };
}
