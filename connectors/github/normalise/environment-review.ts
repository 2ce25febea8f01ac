import { type AccountMark, type Draft, type Interval, ref, text } from '#contract';
import type { z } from 'zod';
import type { rest } from '../wire.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';

type DeploymentRecord = z.output<typeof rest.deploymentRecord>;
type Gate = NonNullable<DeploymentRecord['gate']>;

/** GitHub's words; `pending` is no decision. */
const DECISIONS: Readonly<Record<string, string>> = { approved: 'APPROVED', rejected: 'REJECTED' };

interface Decision {
  readonly decision: string;
  readonly approver: AccountMark | null;
  readonly comment: string | null;
}

/**
 * Reviews of the environment in the run that made the deployment. REST gives them neither a time nor an attempt, nor the
 * gate that they opened. Where one decision alone was made in a run that began once, it is that of this gate, and lies
 * between the deployment's creation and its first step; else nobody knows whose opened this one, and when.
 */
export function environmentReviews({ deployment, statuses, gate }: DeploymentRecord, environment: string): Draft[] {
  if (!gate) return [];
  const decisions = decisionsIn(gate, environment);
  const place = { deployment: deployment.id, run: gate.run, environment };
  const [only] = decisions;
  if (only && decisions.length === 1 && gate.attempts === 1) return [decided(only, { ...place, at: heldUntil(deployment, statuses) })];
  const words = [...new Set(decisions.map(({ decision }) => decision))];
  return words.map((decision) => decided({ decision, approver: null, comment: null }, { ...place, at: null }));
}

function decisionsIn({ reviews }: Gate, environment: string): readonly Decision[] {
  const own = reviews.filter(({ environments }) => environments.includes(environment));
  const found = own.flatMap(({ state, user, comment }): [string, Decision][] => {
    const decision = Object.hasOwn(DECISIONS, state.toLowerCase()) ? DECISIONS[state.toLowerCase()] : undefined;
    return decision === undefined
      ? []
      : [[`${decision} ${user?.id ?? ''}`, { decision, approver: restAccount(user), comment: comment ?? null }]];
  });
  return [...new Map(found).values()];
}

const HELD = ['queued', 'pending', 'waiting', 'inactive'];

/** "A job … won't start until all deployment protection rules pass" (docs.github.com, Reviewing deployments). */
function heldUntil({ created_at: from }: DeploymentRecord['deployment'], statuses: DeploymentRecord['statuses']): Interval | null {
  const steps = statuses.filter(({ state }) => !HELD.includes(state)).map(({ created_at: at }) => moment(at).from);
  const [first] = steps.sort();
  const created = moment(from).from;
  return first !== undefined && created < first ? { from: created, to: first } : null;
}

interface Place {
  readonly deployment: string;
  readonly run: string;
  readonly environment: string;
  readonly at: Interval | null;
}

function decided({ decision, approver, comment }: Decision, { deployment, run, environment, at }: Place): Draft {
  const approval = ref('approval', run, environment, deployment);
  return {
    type: 'approval.decided',
    subject: approval,
    identity: {
      kind: 'environment_review',
      natural: [run, environment, deployment],
      transition: 'decided',
      discriminator: [approver ?? '', decision],
    },
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { deployment: ref('deployment', deployment), approval, environment, approver, decision, final: false },
    seen: comment === null ? {} : { comment: text('comment', comment, approver) },
    mentions: [{ names: ref('deployment', deployment), method: 'RELATION', place: 'environment' }],
  };
}
