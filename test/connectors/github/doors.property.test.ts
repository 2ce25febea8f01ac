import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, genuine, type RawRecord } from '#contract';
import github from '../../../connectors/github/index.js';
import {
  type Account,
  checkRunPayload,
  deliveryOf,
  deploymentPayload,
  deploymentStatusPayload,
  type GitHub,
  NO_COMMIT,
  type Payload,
  type Pull,
  pullRequestPayload,
  pushPayload,
  releasePayload,
  type Repository,
  reviewPayload,
  type Scene,
  statusPayload,
  tagPushPayload,
  workflowRunPayload,
  worldOf,
} from '../../../src/sample/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { aRepository } from './any-repository.js';
import { connected, eventsOf, pass } from './reading.js';
import { timeOf } from './world.js';

const GHOST: Account = { id: 10137, login: 'ghost', type: 'User' };

/** Every webhook that GitHub would send of this world, `sender` being nobody where the world says nobody. */
function webhooksOf(repository: Repository, { addresses }: GitHub): Payload[] {
  const scene = (sender: Account | null = null): Scene => ({ addresses, repository, sender: sender ?? GHOST });
  const ofPull = (one: Pull) => [
    pullRequestPayload(scene(one.author), one, { action: one.state === 'OPEN' ? 'opened' : 'closed' }),
    ...one.reviews.map((each) => {
      const dismissal = one.timeline.find((item) => item.kind === 'ReviewDismissedEvent' && item.review === each.id);
      return dismissal
        ? reviewPayload(scene(dismissal.actor), one, each, 'dismissed')
        : reviewPayload(scene(each.author), one, each, 'submitted');
    }),
  ];
  return [
    ...repository.pulls.flatMap(ofPull),
    ...repository.deployments.flatMap((one) => [
      deploymentPayload(scene(), one),
      ...one.statuses.map((status) => deploymentStatusPayload(scene(), one, status)),
    ]),
    ...repository.releases.map((one) => releasePayload(scene(), one, 'published')),
    ...repository.activity.map((one) => ({ ...pushPayload(scene(one.actor), one) })),
    ...repository.checkRuns.map((one) => checkRunPayload(scene(), one, 'completed')),
    ...repository.statuses.map((one) => statusPayload(scene(one.creator), one)),
    ...repository.workflowRuns.map((one) => workflowRunPayload(scene(one.actor), one, 'completed')),
    ...repository.tags.map(({ name, object, commit }) =>
      tagPushPayload(scene(), { name, before: NO_COMMIT, after: object, commit, pushedAt: timeOf(9) }),
    ),
  ];
}

function recordsOf(payload: Payload): readonly RawRecord[] {
  const { headers, body } = deliveryOf('secret', payload);
  const answer = genuine({ headers, body: new TextEncoder().encode(body) });
  return 'genuine' in answer ? (github.webhook?.parse(answer.genuine).records ?? []) : [];
}

/** Tickets stand in texts that both doors carry, so that nothing may be found at one alone. */
const ticketsOf = ({ mentions = [] }: Draft) => mentions.filter(({ names }) => 'kind' in names && names.kind === 'ticket');

const byIdentity = (events: readonly Draft[]) => new Map(events.map((event) => [identityOf(event), event]));

describe('the two doors', () => {
  it('14.1 tell the same core of every fact that the webhook brings, whatever the world is', async () => {
    let compared = 0;
    const property = fc.asyncProperty(aRepository, async (repository) => {
      const { server, io } = await connected(worldOf([repository]));
      try {
        const polled: Draft[] = [];
        for (const stream of ['activity', 'tags', 'pull_requests', 'deployments', 'releases', 'checks', 'builds'])
          polled.push(...eventsOf((await pass(io, stream)).records));
        const known = byIdentity(polled);
        for (const told of eventsOf(webhooksOf(repository, server).flatMap(recordsOf))) {
          const read = known.get(identityOf(told));
          if (!read) throw new Error(`the poll does not bring ${told.type} ${identityOf(told)}`);
          expect(fixedPartOf(told)).toEqual(fixedPartOf(read));
          expect(ticketsOf(told)).toEqual(ticketsOf(read));
          compared += 1;
        }
      } finally {
        await server.close();
      }
    });
    await fc.assert(property, { numRuns: 40 });
    expect(compared).toBeGreaterThan(400);
  });
});
