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
      title: fc.string(),
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
        author: one.author,
        base: { ref: one.base, sha: shaOf(1) },
        head: { ref: 'topic', sha: one.head },
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
      creator: account,
      end: fc.constantFrom('success', 'failure', 'error', 'inactive', 'queued'),
    })
    .map(({ environment, other, production, creator, end }) => {
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
        creator,
        statuses: [status(1, 'in_progress', environment), status(2, end, other)],
      });
    });

/** acme/pay with two pull requests, two deployments, a release, a tag and movements, all of them different each time. */
export const aRepository: fc.Arbitrary<Repository> = fc
  .record({
    pulls: fc.tuple(aPull(1), aPull(2)),
    deployments: fc.tuple(aDeployment(501), aDeployment(502)),
    actor: account,
    kinds: fc.constantFrom('push', 'force_push', 'pr_merge', 'merge_queue_merge'),
  })
  .map(({ pulls, deployments, actor, kinds }) => {
    const moved = { ref: 'refs/heads/main', timestamp: timeOf(7), actor };
    const release: Release = {
      id: 7,
      tag: 'v1',
      targetCommitish: 'main',
      name: 'One',
      body: null,
      draft: false,
      prerelease: false,
      author: actor,
      createdAt: timeOf(1),
      publishedAt: timeOf(2),
    };
    return pay(6, {
      pulls,
      deployments,
      releases: [release],
      tags: [{ name: 'v1', object: shaOf(777), commit: shaOf(6), annotated: true }],
      activity: [
        { ...moved, id: 1, type: 'branch_creation', before: NO_COMMIT, after: shaOf(1) },
        { ...moved, id: 2, type: kinds as 'push', before: shaOf(1), after: shaOf(6) },
        { ...moved, id: 3, type: 'branch_deletion', ref: 'refs/heads/old', before: shaOf(2), after: NO_COMMIT },
      ],
    });
  });
