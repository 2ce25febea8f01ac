import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { term } from '../terms/told.js';
import { asked } from './asked.js';
import { written } from './written.js';

const { ana, ben, hugo } = people;

term('Changes without a ticket: approval history', [
  {
    says: 'who let an untraceable deployment pass the gate of its environment stands in the record of that deployment',
    tell: (day, { repositories }) => {
      day.land(MORNING, ana, ben, { in: 'pay', title: 'No ticket at all' });
      const rollout = day.deploy('11:30', 'pay', { starts: '11:50', ends: '11:55' });
      const run = 7_100_000;
      Object.assign(rollout, { run });
      const when = { createdAt: rollout.createdAt, startedAt: rollout.createdAt, updatedAt: rollout.createdAt };
      const what = { name: 'deploy', workflow: 1, sha: rollout.sha, branch: 'main', event: 'push', suite: 1, actor: ana.github };
      repositories.pay.workflowRuns.push({ id: run, attempt: 1, status: 'completed', conclusion: 'success', ...what, ...when });
      const environments = ['production'];
      repositories.pay.environmentReviews.push({ run, environments, state: 'approved', user: hugo.github!, comment: 'Now' });
      return async (acme) => {
        expect((await written(acme, rollout))!.contents).toContain('APPROVAL_HISTORY PRESENT');
        const { approvals } = await asked(acme, rollout, 'approvals(first: 9) { nodes { decision by approver { name } event { type } } }');
        expect(approvals).toEqual({
          nodes: [{ decision: 'APPROVED', by: 'APPROVAL', approver: { name: hugo.github!.login }, event: { type: 'approval.decided' } }],
        });
      };
    },
  },
]);
