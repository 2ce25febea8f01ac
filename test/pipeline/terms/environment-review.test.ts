import { afterEach, describe, expect, it } from 'vitest';
import type { Deployment, JiraIssue } from '../../../src/sample/index.js';
import type { Company } from '../../../src/sample/organisation/company.js';
import { people, type Person } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { framed } from '../../../src/sample/github/webhooks/frame.js';
import { type Acme, openAcme, refOf } from './acme.js';
import { term } from './told.js';

const { ana, ben, gita, hugo, mara } = people;
let runs = 7_000_000;

interface Review {
  readonly by: Person;
  readonly state?: 'approved' | 'rejected';
  readonly environment?: string;
}

/** GitHub Actions makes the deployment in a run of its own, whose gate these people opened or kept shut. */
function madeByRun({ repositories }: Company, rollout: Deployment, reviews: readonly Review[], attempts: number): void {
  const repository = repositories.pay;
  const run = (runs += 1);
  Object.assign(rollout, { run });
  const when = { createdAt: rollout.createdAt, startedAt: rollout.createdAt, updatedAt: rollout.createdAt };
  const what = { name: 'deploy', workflow: 1, sha: rollout.sha, branch: 'main', event: 'push', suite: 1, actor: ana.github };
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    repository.workflowRuns.push({ id: run, attempt, status: 'completed', conclusion: 'success', ...what, ...when });
  }
  for (const { by, state = 'approved', environment = 'production' } of reviews) {
    repository.environmentReviews.push({ run, environments: [environment], state, user: by.github!, comment: 'Now' });
  }
}

const EARLY = { lands: MORNING, asks: '11:30', starts: '11:50', ends: '11:55' } as const;
const LATE = { lands: ['13:15', '13:40', '14:00'], asks: '14:30', starts: '14:50', ends: '14:55' } as const;

interface Told {
  readonly title?: string;
  readonly times?: typeof EARLY | typeof LATE;
  readonly attempts?: number;
}

/** Nobody approved its ticket. */
function inATicket(day: Day, company: Company, reviews: readonly Review[], { times = EARLY, attempts = 1 }: Told = {}) {
  const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'At the gate' });
  return { ticket, rollout: through(day, company, reviews, { title: `${ticket.key}: at the gate`, times, attempts }) };
}

function through(
  day: Day,
  company: Company,
  reviews: readonly Review[],
  { title = 'No ticket at all', times = EARLY, attempts = 1 }: Told = {},
) {
  day.land(times.lands, ana, ben, { in: 'pay', title });
  const rollout = day.deploy(times.asks, 'pay', { starts: times.starts, ends: times.ends });
  madeByRun(company, rollout, reviews, attempts);
  return rollout;
}

const RULE = 'unapproved-deployment';
const COVERS = { approvals: { deploymentApprovalCovers: true } } as const;

term(
  'Terms, Approval: “a review of the deployment or environment”',
  [
    {
      says: '“an approval of D covers the changes it carries only where policy says `deploymentApprovalCovers`”: where it says so',
      tell: (day, company) => {
        const [one, none] = [inATicket(day, company, [{ by: hugo }]), inATicket(day, company, [{ by: hugo, environment: 'staging' }])];
        return async (acme) => {
          expect(await acme.answer(RULE, one.rollout, one.ticket)).toBe('PASS');
          // Of another environment of the same run: not of this deployment.
          expect(await acme.answer(RULE, none.rollout, none.ticket)).toBe('GAP');
        };
      },
    },
    {
      says: '“REJECTED … the standing decision”: a gate that was kept shut',
      tell: (day, company) => {
        const { ticket, rollout } = inATicket(day, company, [{ by: hugo, state: 'rejected' }]);
        return async (acme) => expect(await acme.answer('deployed-despite-rejection', rollout, ticket)).toBe('GAP');
      },
    },
    {
      says: 'its approver is somebody: who wrote what he lets pass approves himself',
      tell: (day, company) => {
        const [self, other] = [inATicket(day, company, [{ by: ana }]), inATicket(day, company, [{ by: gita }], { times: LATE })];
        return async (acme) => {
          expect(await acme.answer('self-approval', self.rollout, self.ticket)).toBe('GAP');
          expect(await acme.answer('self-approval', other.rollout, other.ticket)).toBe('PASS');
        };
      },
    },
    {
      says: 'what REST does not name stays open: whose gate one of several decisions opened, and which attempt of the run',
      tell: (day, company) => {
        const several = inATicket(day, company, [{ by: hugo }, { by: gita }]);
        const again = inATicket(day, company, [{ by: hugo }], { times: LATE, attempts: 2 });
        return async (acme) => {
          for (const { ticket, rollout } of [several, again]) {
            expect(await acme.answer(RULE, rollout, ticket)).toBe('INDETERMINATE');
            expect(await acme.sentence(RULE, rollout, ticket)).toContain('The identity of an approver is not known.');
          }
        };
      },
    },
  ],
  COVERS,
);

term('Terms, Approval: where policy does not say `deploymentApprovalCovers`', [
  {
    says: 'a review of the environment approves no change, and stands for the deployment where it carries none',
    tell: (day, company) => {
      const { ticket, rollout } = inATicket(day, company, [{ by: hugo }]);
      const approved = through(day, company, [{ by: hugo }], { times: LATE });
      return async (acme) => {
        expect(await acme.answer(RULE, rollout, ticket)).toBe('GAP');
        expect(await acme.answer(RULE, approved)).toBe('PASS');
      };
    },
  },
  {
    says: 'nobody reviewed the environment of a deployment that carries no change',
    tell: (day, company) => {
      const alone = through(day, company, []);
      return async (acme) => expect(await acme.answer(RULE, alone)).toBe('GAP');
    },
  },
]);

describe('Terms, Approval: reviews of environments as they come', () => {
  let acme: Acme;
  afterEach(() => acme.close());

  it('“no permission denied. Otherwise INDETERMINATE”: nobody may see the reviews, until somebody may', async () => {
    let story: { ticket: JiraIssue; rollout: Deployment } | undefined;
    acme = await openAcme({ policy: COVERS, before: (day, company) => void (story = inATicket(day(), company, [])) });
    acme.githubWorld.denied.add('actions');
    await acme.readToEnd();
    const { ticket, rollout } = story!;
    expect(await acme.answer(RULE, rollout, ticket)).toBe('INDETERMINATE');
    expect(await acme.sentence(RULE, rollout, ticket)).toContain('The approvals of acme/pay cannot be read: GitHub refused');
    acme.githubWorld.denied.delete('actions');
    await acme.readUntil('they are read', async () => (await acme.answer(RULE, rollout, ticket)) === 'GAP');
    await acme.follow();
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it('a webhook of a review makes the hub read it, from the one place that both doors share', async () => {
    let story: { ticket: JiraIssue; rollout: Deployment } | undefined;
    acme = await openAcme({ policy: COVERS, before: (day, company) => void (story = inATicket(day(), company, [])) });
    await acme.readToEnd();
    const { ticket, rollout } = story!;
    expect(await acme.answer(RULE, rollout, ticket)).toBe('GAP');
    const { repositories } = acme.company;
    repositories.pay.environmentReviews.push({
      run: rollout.run!,
      environments: ['production'],
      state: 'approved',
      user: hugo.github,
      comment: '',
    });
    const scene = { addresses: acme.github.addresses, repository: repositories.pay, sender: hugo.github };
    const own = { action: 'approved', environment: 'production', workflow_run: { id: rollout.run, head_sha: rollout.sha } };
    await acme.arrives({ tool: 'github', payload: framed(scene, 'deployment_review', own) });
    const bells = await acme.sql<{ collection: string }[]>`select collection from inbox_doorbell where collection = 'deployments'`;
    expect(bells).toEqual([{ collection: 'deployments' }]);
    await acme.poll();
    await acme.follow();
    expect(await acme.answer(RULE, rollout, ticket)).toBe('PASS');
    const told =
      await acme.sql`select true from timeline_entry where type = 'approval.decided' and subject like ${`approval:%:${rollout.id}`}`;
    expect(told).toHaveLength(1);
    expect(refOf(rollout)).toContain(String(rollout.id));
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });
});
