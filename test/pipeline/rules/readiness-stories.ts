import type { Deployment, Repository } from '../../../src/sample/index.js';
import type { Company } from '../../../src/sample/organisation/company.js';
import { people } from '../../../src/sample/organisation/people.js';
import type { RepositoryName } from '../../../src/sample/organisation/repositories.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import { SOURCE, type TestPolicy } from '../hub-under-test.js';
import { pushed, SENDER } from '../senders.js';
import type { Acme, Subject } from '../terms/acme.js';

const { ana, ben, cleo, dan, eva, finn, gita } = people;

/** A pipeline tells beside GitHub what it deployed; GitHub speaks for start and end. */
export const policy: TestPolicy = {
  reports: { speaks: [SOURCE] },
  trust: { [SENDER]: ['artifact.published', 'check.finished', 'deployment.requested', 'deployment.started', 'deployment.finished'] },
  reviewers: [{ repositories: ['acme/infra'], paths: ['cluster'], roles: ['change manager'] }],
  rules: { ...ALL_RULES, 'failed-checks-overridden': { enabled: true, required: ['acceptance'] } },
};

/** What is a gap when the hub reads it first, and what happens, or is told, later that resolves it. */
export interface Told {
  readonly about: readonly Subject[];
  readonly later: (acme: Acme, day: Day) => void | Promise<void>;
}

export interface Story {
  readonly rule: string;
  readonly says: string;
  readonly tell: (day: Day, company: Company) => Told;
}

const DIGEST = `sha256:${'7'.repeat(64)}`;

export const stories: readonly Story[] = [
  {
    rule: 'untested-deployment',
    says: 'nobody had tested it, until a pipeline tells that it had',
    tell: (day, company) => {
      day.pushToMain('11:00', cleo, 'web', 'Mend the basket');
      const rollout = day.deploy('11:30', 'web');
      const test = { name: 'unit tests', conclusion: 'SUCCESS', ...revisionOf(company, 'web', rollout) };
      return { about: [rollout], later: (acme) => pushed(acme, [checkFinished('smoke-1', before(rollout, 20), test)]) };
    },
  },
  {
    rule: 'failed-checks-overridden',
    says: 'a required check had failed, until its repetition is told',
    tell: (day, company) => {
      const ticket = approved(day, 'PAY', 'Refund at once');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: refund at once` });
      const rollout = day.deploy('11:30', 'pay');
      company.repositories.pay.checkRuns.push(failed(rollout, 900_001, 'acceptance'));
      const again = { name: 'acceptance', conclusion: 'SUCCESS', ...revisionOf(company, 'pay', rollout) };
      return { about: [rollout], later: (acme) => pushed(acme, [checkFinished('acceptance-2', before(rollout, 5), again)]) };
    },
  },
  {
    rule: 'off-branch-deployment',
    says: 'it stood on no release branch, until it is merged',
    tell: (day) => {
      const hotfix = day.pushToBranch('10:30', eva, 'infra', { branch: 'hotfix', from: day.mainOf('infra'), message: 'Hotfix' });
      const rollout = day.deploy('11:30', 'infra', { revision: hotfix.sha });
      return {
        about: [rollout],
        later: (_, next) => {
          const pull = next.open('09:00', eva, { in: 'infra', title: 'Hotfix', branch: 'hotfix', pushed: [hotfix] });
          next.review('09:30', dan, pull);
          next.merge('10:00', eva, pull, 'merge');
        },
      };
    },
  },
  {
    rule: 'rewritten-history',
    says: 'it was deployed, and main was forced back, until it is brought back',
    tell: (day, company) => {
      const before = day.mainOf('legacy');
      const commit = day.pushToMain('10:00', eva, 'legacy', 'Newer reports');
      day.deploy('11:30', 'legacy', { revision: commit.sha });
      day.moveMain('12:00', eva, 'legacy', { to: before, type: 'force_push' });
      const about = `commit:${SOURCE}:${company.repositories.legacy.id}:${commit.sha}`;
      return { about: [about], later: (_, next) => next.moveMain('09:05', eva, 'legacy', { to: commit.sha, type: 'push' }) };
    },
  },
  {
    rule: 'unknown-artifact',
    says: 'nobody knew what its image was built from, until its build is told',
    tell: (day, company) => {
      const rollout = landed(day, 'Count the coins');
      return {
        about: [rollout],
        later: (acme) => pushed(acme, [published(rollout, company)]),
      };
    },
  },
  {
    rule: 'configuration-unrecorded',
    says: 'nobody said which configuration it applied, until another report of it does',
    tell: (day, company) => {
      const rollout = landed(day, 'Count the notes');
      return { about: [rollout], later: (acme) => pushed(acme, reported(rollout, company, { configuration: 'chart 4.2.0' })) };
    },
  },
  {
    rule: 'developer-deployed',
    says: 'its author deployed it by hand, until the report that said so says that the clock did',
    tell: (day, company) => {
      day.pushToMain('11:00', ana, 'pay', 'Mend the rounding');
      const rollout = day.deploy('11:30', 'pay', { by: ana });
      return { about: [rollout], later: (acme) => pushed(acme, reported(rollout, company, { trigger: 'SCHEDULE' })) };
    },
  },
  {
    rule: 'unqualified-reviewer',
    says: 'nobody in the role for its paths had approved it, until somebody does',
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'More nodes');
      const pull = day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: more nodes`, touching: ['cluster/nodes.yaml'] });
      const rollout = day.deploy('11:30', 'infra');
      return { about: [rollout, pull], later: (_, next) => void next.review('09:10', gita, pull) };
    },
  },
  {
    rule: 'scope-exceeded',
    says: 'its change names another service, until it names this one',
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Count the cents');
      ticket.fields['components'] = [{ id: '10500', name: 'web' }];
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: count the cents` });
      const rollout = day.deploy('11:30', 'pay');
      return {
        about: [rollout],
        later: (_, next) => {
          ticket.fields['components'] = [{ id: '10501', name: 'pay' }];
          next.write('09:20', ana, ticket, { description: 'Every cent.' });
        },
      };
    },
  },
];

function landed(day: Day, title: string): Deployment {
  const ticket = approved(day, 'PAY', title);
  day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: ${title}` });
  return day.deploy('11:30', 'pay');
}

/** What a pipeline tells before the hub reads anything: of the image that one of them is. */
export function toldAtOnce(all: readonly Told[], company: Company): readonly object[] {
  const rolloutOf = (of: string) => all[stories.findIndex(({ rule }) => rule === of)]!.about[0] as Deployment;
  return [
    ...reported(rolloutOf('unknown-artifact'), company, { artifact: DIGEST }),
    ...reported(rolloutOf('developer-deployed'), company, { trigger: 'HAND' }),
  ];
}

/** Another tool's report of the same deployment. */
function reported(rollout: Deployment, company: Company, more: object): readonly object[] {
  const id = `report-${rollout.id}`;
  const at = (state: string) => rollout.statuses.find((status) => status.state === state)!.createdAt;
  const data = { environment: rollout.environment, ...revisionOf(company, 'pay', rollout), ...more };
  return [
    { type: 'deployment.requested', id, at: rollout.createdAt, data },
    { type: 'deployment.started', id, at: at('in_progress'), data: {} },
    { type: 'deployment.finished', id, at: at('success'), data: { outcome: 'SUCCEEDED' } },
  ];
}

function published(rollout: Deployment, company: Company): object {
  const { repository, sha } = revisionOf(company, 'pay', rollout);
  const commits = [`commit:${repository.slice('repository:'.length)}:${sha}`];
  return { type: 'artifact.published', id: 'image-7', at: rollout.createdAt, data: { digest: DIGEST, name: 'acme/pay', commits } };
}

function revisionOf({ repositories }: Company, name: RepositoryName, { sha }: Deployment) {
  return { repository: `repository:${SOURCE}:${repositories[name].id}`, sha };
}

function checkFinished(id: string, at: string, data: object): object {
  return { type: 'check.finished', id, at, data };
}

function failed(rollout: Deployment, id: number, name: string): Repository['checkRuns'][number] {
  const [startedAt, completedAt] = [before(rollout, 20), before(rollout, 15)];
  return { id, sha: rollout.sha, name, status: 'completed', conclusion: 'failure', startedAt, completedAt };
}

/** So many minutes before it was asked for. */
function before({ createdAt }: Deployment, minutes: number): string {
  return new Date(Date.parse(createdAt) - minutes * 60_000).toISOString().replace('.000Z', 'Z');
}
