import fc from 'fast-check';
import type { MergeRequest, Project } from './stand-in.js';
import { ANA, BEN, BOT, CLEO, deployment, incident, job, line, merge, note, pay, pipeline, shaOf, timeOf } from './world.js';

const COMMITS = 6;
const person = fc.constantFrom(ANA, BEN, CLEO, BOT);
const sha = fc.integer({ min: 1, max: COMMITS }).map(shaOf);
/** With milliseconds, which webhooks leave out. */
const moment = fc.integer({ min: 0, max: 900_000 }).map((ms) => timeOf(ms / 1000));
const words = fc.constantFrom('PAY-12: refund', 'Draft: OPS-3', 'Revert "PAY-12: refund"', 'CHG0030001 é漢 \u{1f600}', 'x');

const aMerge = (iid: number): fc.Arbitrary<MergeRequest> =>
  fc
    .record({
      title: words,
      description: fc.option(words),
      author: person,
      createdAt: moment,
      source: fc.constantFrom('pay-12-refund', 'topic', 'revert-0a1b2c3d'),
      head: sha,
      end: fc.constantFrom('opened' as const, 'closed' as const, 'merged' as const),
      by: person,
      at: moment,
      squash: fc.option(sha),
      mergeCommit: fc.option(sha),
      notes: fc.array(
        fc.record({
          author: person,
          at: moment,
          body: fc.oneof(words, fc.constantFrom('approved this merge request', 'unapproved this merge request', 'requested changes')),
          system: fc.boolean(),
        }),
        { maxLength: 5 },
      ),
    })
    .map(({ head, end, by, at, squash, mergeCommit, notes, ...own }) =>
      merge(iid, {
        ...own,
        updatedAt: own.createdAt > at ? own.createdAt : at,
        sha: head,
        commits: [head],
        versions: [{ id: iid, head, at: own.createdAt }],
        state: end,
        ...(end === 'opened' ? {} : { states: [{ id: iid * 10, user: by, state: end, at }] }),
        ...(end === 'closed' ? { closedAt: at } : {}),
        ...(end === 'merged' ? { mergedAt: at, mergeUser: by, squashCommit: squash, mergeCommit } : {}),
        notes: notes.map(({ body, ...one }, index) => note(iid * 100 + index, body, one)),
      }),
    );

const aPipeline = (id: number) =>
  fc
    .record({
      sha,
      user: person,
      createdAt: moment,
      status: fc.constantFrom('success', 'failed', 'canceled', 'skipped', 'running'),
      jobs: fc.array(
        fc.record({
          status: fc.constantFrom('success', 'failed', 'canceled', 'skipped', 'manual'),
          allowFailure: fc.boolean(),
          finishedAt: moment,
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ jobs, ...own }) => pipeline(id, { ...own, jobs: jobs.map((one, index) => job(id * 10 + index, one)) }));

const aDeployment = (id: number) =>
  fc
    .record({
      sha,
      user: person,
      createdAt: moment,
      status: fc.constantFrom('created', 'running', 'success', 'failed', 'canceled'),
      environment: fc.constantFrom('production', 'staging/eu'),
    })
    .map((own) => deployment(id, own));

/** Any project of which nothing was lost: what a poll can still know of it is all that webhooks would have told. */
export const aProject: fc.Arbitrary<Project> = fc
  .record({
    mergeRequests: fc.tuple(aMerge(1), aMerge(2), aMerge(3)),
    pipelines: fc.tuple(aPipeline(80), aPipeline(81)),
    deployments: fc.tuple(aDeployment(10), aDeployment(11)),
    pushes: fc.uniqueArray(
      fc.record({ from: fc.option(sha), to: sha, author: person, at: moment, ref: fc.constantFrom('main', 'topic/é') }),
      {
        maxLength: 4,
        selector: ({ from, to, ref }) => `${String(from)} ${to} ${ref}`,
      },
    ),
    tags: fc.uniqueArray(fc.record({ name: fc.constantFrom('v1', 'v2', 'é/1'), target: sha, commit: sha }), {
      selector: ({ name }) => name,
      maxLength: 3,
    }),
  })
  .map(({ pushes, ...own }) =>
    pay(COMMITS, {
      ...own,
      commits: line(1, COMMITS),
      pushes: pushes.map((one, index) => ({ ...one, id: 5_000 + index, type: 'branch' as const })),
      incidents: [incident(5)],
    }),
  );
