import { type Draft, ref, text } from '#contract';
import type { z } from 'zod';
import type { rest } from '../wire.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';

type Deployment = z.output<typeof rest.deployment>;

const DECISIONS: Readonly<Record<string, string>> = { approved: 'APPROVED', rejected: 'REJECTED' };

/** That a deployment waited for approvals, and who gave or refused them (GitLab Premium). */
export function deploymentApprovals(deployment: Deployment, project: string): Draft[] {
  const approvals = (deployment.approvals ?? []).filter(({ status }) => Object.hasOwn(DECISIONS, status));
  const waits = (deployment.pending_approval_count ?? 0) > 0;
  if (approvals.length === 0 && !waits) return [];
  return [requested(deployment, project), ...approvals.map((approval) => decided(deployment, project, approval))];
}

function requested({ id, created_at: at, environment }: Deployment, project: string): Draft {
  const approval = ref('approval', id);
  return {
    type: 'approval.requested',
    subject: approval,
    identity: { kind: 'deployment_approval', natural: [id], transition: 'requested' },
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', project),
      deployment: ref('deployment', id),
      approval,
      environment: environment.name,
      approver: null,
    },
    mentions: [{ names: ref('deployment', id), method: 'RELATION', place: 'environment' }],
  };
}

type Approval = NonNullable<Deployment['approvals']>[number];

function decided({ id, environment }: Deployment, project: string, { user, status, created_at: at, comment }: Approval): Draft {
  const approval = ref('approval', id);
  const approver = accountOf(user);
  return {
    type: 'approval.decided',
    subject: approval,
    identity: {
      kind: 'deployment_approval',
      natural: [id],
      transition: 'decided',
      // One person may decide for several rules, each at a time of its own.
      discriminator: [approver ?? '', status, moment(at).from],
    },
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', project),
      deployment: ref('deployment', id),
      approval,
      environment: environment.name,
      approver,
      decision: DECISIONS[status] ?? status,
      final: false,
    },
    seen: comment ? { comment: text('comment', comment, approver) } : {},
    mentions: [{ names: ref('deployment', id), method: 'RELATION', place: 'environment' }],
  };
}
