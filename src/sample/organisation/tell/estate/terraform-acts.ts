import { createHash } from 'node:crypto';
import type { Step } from '../../../env0/world.js';
import type { When } from '../../calendar.js';
import { NETWORK_ENVIRONMENT } from '../../estate.js';
import type { Person } from '../../people.js';
import { SAMPLE_SOURCES } from '../../sources.js';
import { headOf } from '../code.js';
import { msOf, type Telling } from '../telling.js';

interface Applied {
  /** Who lets the plan pass; left out, nobody is asked. */
  readonly approver?: Person;
}

/** What env zero does with acme/network. */
export function terraformActs(telling: Telling) {
  const { estate, repositories } = telling.company;
  return {
    /** The main branch is planned, judged by the approval policy, let pass, and applied ten minutes after it was asked for; the deployment. */
    applyTerraform: (when: When, by: Person, { approver }: Applied = {}): string => {
      const ms = msOf(telling, when);
      const at = (minutes: number): string => new Date(ms + minutes * 60_000).toISOString();
      const id = idOf(`network ${String(estate.env0.deployments.length + 1)}`);
      const reviewers = approver === undefined ? [] : [{ user: accountOf(approver), action: 'approved' }];
      estate.env0.deployments.push({
        ...{ id, environmentId: NETWORK_ENVIRONMENT, type: 'deploy', status: 'SUCCESS' },
        ...{ createdAt: at(0), updatedAt: at(13), queuedAt: at(0), startedAt: at(0.5), finishedAt: at(13) },
        ...{ startedBy: accountOf(by).user_id, startedByUser: accountOf(by), abortedBy: null },
        ...{ reviewers: reviewers.map(({ user, action }) => ({ userId: user.user_id, action })), reviewersUsers: reviewers },
        ...{ blueprintId: 'network', blueprintRepository: 'https://github.com/acme/network', blueprintRevision: 'main' },
        ...{ comment: null, prNumber: null, triggerName: 'cd', isScheduledRun: false, isSkippedApply: false, driftDetected: null },
        planSummary: { added: 1, changed: 2, destroyed: 0 },
        gitMetadata: { commit: headOf(repositories.network), branch: 'main', timestamp: at(0) },
      });
      estate.env0.steps.set(id, stepsOf(id, at));
      for (const environment of estate.env0.environments) environment.updatedAt = at(13);
      return `deployment:${SAMPLE_SOURCES.env0}:${id}`;
    },
  };
}

function stepsOf(id: string, at: (minutes: number) => string): readonly Step[] {
  const step = (order: number, name: string, [from, to]: readonly [number, number]): Step => {
    return { id: `${id}-${String(order)}`, name, order, status: 'SUCCESS', startedAt: at(from), completedAt: at(to) };
  };
  return [step(1, 'tf:plan', [1, 2]), step(2, 'opa:policy', [2, 3]), step(3, 'tf:apply', [10, 12])];
}

/** A UUID, the same for the same words. */
function idOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

function accountOf({ env0 }: Person) {
  if (env0 === undefined) throw new Error('A story lets somebody act in env zero who has no account there.');
  return env0;
}
