import fc from 'fast-check';
import {
  type Account,
  type Deployment,
  NO_COMMIT,
  type Pull,
  type Release,
  type Repository,
  type Review,
} from '../../../src/sample/index.js';
import { ANA, BEN, BOT, deployment, pay, pull, shaOf, timeOf } from './world.js';

const account = fc.constantFrom<Account | null>(ANA, BEN, BOT, null);
const seconds = fc.integer({ min: 100, max: 90_000 });
const hash = fc.integer({ min: 1, max: 6 }).map(shaOf);

/** Words with and without keys of tickets, as people write them. */
const words = fc.oneof(fc.constantFrom('PAY-12: refund', 'Revert "PAY-12" (PAY-13)', 'see UTF-8,\r\n\r\nRefs: PAY-9', ''), fc.string());

const review = (id: number) =>
  fc
    .record({
      author: account,
      state: fc.constantFrom('APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED'),
      commit: hash,
      at: seconds,
    })
    .map(({ author, state, commit, at }): Review => ({
      id: 3_100_000_000 + id,
      author,
      state: state as Review['state'],
      body: '',
      commit,
      submittedAt: timeOf(at),
    }));

const aPull = (number: number): fc.Arbitrary<Pull> =>
  fc
    .record({
      title: words,
      body: words,
      branch: fc.constantFrom('topic', 'fix/pay-12-twice', 'revert-3-PAY-12'),
      base: fc.constantFrom('main', 'release/1.x'),
      author: account,
      merger: account,
      head: hash,
      merge: hash,
      at: seconds,
      end: seconds,
      state: fc.constantFrom('OPEN', 'CLOSED', 'MERGED'),
      reviews: fc.tuple(review(number * 10), review(number * 10 + 1)),
      dismisser: account,
    })
    .map((one) => {
      const isMerged = one.state === 'MERGED';
      const closedAt = one.state === 'OPEN' ? null : timeOf(one.end);
      return pull(number, {
        title: one.title,
        body: one.body,
        author: one.author,
        base: { ref: one.base, sha: shaOf(1) },
        head: { ref: one.branch, sha: one.head },
        commits: [one.head],
        state: one.state as Pull['state'],
        createdAt: timeOf(one.at),
        closedAt,
        mergedAt: isMerged ? closedAt : null,
        mergedBy: isMerged ? one.merger : null,
        mergeCommit: isMerged ? one.merge : null,
        reviews: [...one.reviews],
        timeline: one.reviews
          .filter(({ state }) => state === 'DISMISSED')
          .map(({ id }) => ({
            kind: 'ReviewDismissedEvent' as const,
            id,
            createdAt: timeOf(one.end),
            actor: one.dismisser,
            review: id,
            previousReviewState: 'APPROVED' as const,
            message: null,
          })),
      });
    });

const aDeployment = (id: number): fc.Arbitrary<Deployment> =>
  fc
    .record({
      environment: fc.string({ minLength: 1 }),
      other: fc.string({ minLength: 1 }),
      production: fc.boolean(),
      description: fc.option(words),
      creator: account,
      end: fc.constantFrom('success', 'failure', 'error', 'inactive', 'queued'),
    })
    .map(({ environment, other, production, description, creator, end }) => {
      const status = (n: number, state: string, where: string) => ({
        id: id * 10 + n,
        state: state as 'success',
        environment: where,
        description: '',
        creator,
        createdAt: timeOf(id + n),
      });
      return deployment(id, {
        environment,
        productionEnvironment: production,
        description,
        creator,
        statuses: [status(1, 'in_progress', environment), status(2, end, other)],
      });
    });

const anEnd = fc.constantFrom('success' as const, 'failure' as const, 'cancelled' as const, 'timed_out' as const);

/** Checks of a commit that both pull requests or deployments make count: the deployed one. */
const someChecks = fc
  .record({
    conclusion: anEnd,
    state: fc.constantFrom('success' as const, 'failure' as const, 'error' as const, 'pending' as const),
    at: seconds,
    by: account,
  })
  .map(({ conclusion, state, at, by }) => ({
    checkRuns: [1, 2].map((n) => ({
      id: 50_000_000_000 + n,
      sha: shaOf(3),
      name: 'test',
      status: 'completed' as const,
      conclusion,
      startedAt: n === 1 ? null : timeOf(at),
      completedAt: timeOf(at + n),
      suite: 60,
    })),
    statuses: [{ id: 801, sha: shaOf(3), context: 'ci/scan', state, creator: by, createdAt: timeOf(at) }],
    workflowRuns: [1, 2].map((attempt) => ({
      id: 900,
      attempt,
      name: 'CI',
      workflow: 12,
      sha: shaOf(3),
      branch: attempt === 1 ? 'main' : null,
      event: 'push',
      status: 'completed' as const,
      conclusion,
      createdAt: timeOf(at),
      startedAt: timeOf(at + attempt),
      updatedAt: timeOf(at + attempt * 60),
      actor: by,
      suite: 60,
    })),
  }));

/** acme/pay with two pull requests, two deployments, a release, a tag and movements, all of them different each time. */
export const aRepository: fc.Arbitrary<Repository> = fc
  .record({
    pulls: fc.tuple(aPull(1), aPull(2)),
    deployments: fc.tuple(aDeployment(501), aDeployment(502)),
    actor: account,
    notes: fc.option(words),
    checks: someChecks,
    kinds: fc.constantFrom('push', 'force_push', 'pr_merge', 'merge_queue_merge'),
  })
  .map(({ pulls, deployments, actor, notes, checks, kinds }) => {
    const moved = { ref: 'refs/heads/main', timestamp: timeOf(7), actor };
    const release: Release = {
      id: 7,
      tag: 'v1',
      targetCommitish: 'main',
      name: 'One',
      body: notes,
      draft: false,
      prerelease: false,
      author: actor,
      createdAt: timeOf(1),
      publishedAt: timeOf(2),
    };
    return pay(6, {
      pulls,
      deployments,
      ...checks,
      releases: [release],
      tags: [{ name: 'v1', object: shaOf(777), commit: shaOf(6), annotated: true }],
      activity: [
        { ...moved, id: 1, type: 'branch_creation', before: NO_COMMIT, after: shaOf(1) },
        { ...moved, id: 2, type: kinds as 'push', before: shaOf(1), after: shaOf(6) },
        { ...moved, id: 3, type: 'branch_deletion', ref: 'refs/heads/old', before: shaOf(2), after: NO_COMMIT },
      ],
    });
  });
