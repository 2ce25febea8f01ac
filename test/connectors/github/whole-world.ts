import { type Activity, type Alert, type World, worldOf } from '../../../src/sample/index.js';
import { ANA, BEN, BOT, commit, deployment, line, pay, pull, shaOf, timeOf } from './world.js';

const many = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at + 1));
const recent = (nth: number) => new Date(Date.now() - nth * 1000).toISOString().replace(/\.\d+/, '');

const alertOf = (kind: Alert['kind']) => (number: number) => ({
  kind,
  number,
  about: 'some-rule',
  severity: 'high' as const,
  createdAt: timeOf(number),
  updatedAt: timeOf(number),
});

const movement = (id: number): Activity => ({
  id,
  ref: 'refs/heads/main',
  before: shaOf(id),
  after: shaOf(id + 1),
  timestamp: timeOf(id),
  type: 'push',
  actor: ANA,
});

/** A repository in which there is something of everything that is read, of most things more than a page. */
export function wholeWorld(): World {
  const merged = { state: 'MERGED' as const, mergedAt: recent(50), closedAt: recent(50), mergedBy: BEN, mergeCommit: shaOf(5) };
  const status = { id: 77, state: 'success' as const, environment: 'production', description: '', creator: BOT, createdAt: timeOf(5) };
  const run = {
    id: 31,
    attempt: 1,
    name: 'deploy',
    workflow: 3,
    sha: shaOf(3),
    branch: 'main',
    event: 'push',
    status: 'completed' as const,
    conclusion: 'success' as const,
    createdAt: recent(500),
    startedAt: recent(400),
    updatedAt: recent(300),
    actor: ANA,
    suite: 9,
  };
  const repository = pay(5, {
    commits: [...line(1, 5), commit(7, [4, 5]), commit(8, [5])],
    tags: [{ name: 'v1', object: shaOf(900), commit: shaOf(3), annotated: true }],
    activity: many(150, movement),
    pulls: [pull(1, { ...merged, commits: many(120, (nth) => shaOf(nth > 5 ? 5 : nth)) }), pull(2)],
    deployments: [
      deployment(1, { sha: shaOf(8), run: 31, statuses: [status] }),
      deployment(2, { createdAt: recent(100) }),
      ...many(120, (nth) => deployment(nth + 2)),
    ],
    workflowRuns: [run, { ...run, attempt: 2 }],
    environmentReviews: [{ run: 31, environments: ['production'], state: 'approved', user: BEN, comment: '' }],
    checkRuns: [
      { id: 1, sha: shaOf(5), name: 'test', status: 'completed', conclusion: 'success', startedAt: null, completedAt: recent(40) },
    ],
    releases: many(2, (id) => ({
      id,
      tag: `v${String(id)}`,
      targetCommitish: 'main',
      name: null,
      body: null,
      draft: false,
      prerelease: false,
      author: ANA,
      createdAt: timeOf(id),
      publishedAt: timeOf(id),
      assets: [`sha256:${'ab'.repeat(32)}`],
    })),
    protections: new Map([['main', { approvals: 1 }]]),
    environments: [{ id: 1, name: 'production/eu', branches: ['main'], apps: ['gate'], createdAt: timeOf(1) }],
    ruleSuites: many(130, (id) => ({
      id,
      actor: ANA,
      before: shaOf(1),
      after: shaOf(2),
      ref: 'refs/heads/main',
      pushedAt: recent(id),
      result: 'bypass',
      rules: [],
    })),
    collaborators: many(130, (id) => ({ account: { id, login: `account-${String(id)}`, type: 'User' }, role: 'write' })),
    alerts: (['code_scanning', 'dependabot', 'secret_scanning'] as const).flatMap((kind) => many(130, alertOf(kind))),
    hooks: [
      {
        id: 1,
        url: 'https://hub.acme.example/hooks/github-acme',
        deliveries: many(130, (id) => ({
          id,
          guid: String(id),
          deliveredAt: recent(id),
          redelivery: false,
          status: id === 1 ? 503 : 202,
          event: 'ping',
          payload: { zen: '' },
        })),
      },
    ],
  });
  return worldOf([repository]);
}
