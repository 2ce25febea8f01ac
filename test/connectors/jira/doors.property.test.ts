import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, genuine, type RawRecord } from '#contract';
import jira from '../../../connectors/jira/index.js';
import {
  commentPayload,
  issueCreatedPayload,
  issueLinkPayload,
  issueUpdatedPayload,
  jiraDeliveryOf,
  type JiraIssue,
  type JiraPayload,
  type JiraScene,
  type JiraWorld,
} from '../../../src/sample/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { aProject, asCreated } from './any-project.js';
import { connected, eventsOf, pass } from './reading.js';

/** Every webhook that Jira would send of this world. */
function webhooksOf(world: JiraWorld, url: string): JiraPayload[] {
  const scene: JiraScene = { world, url };
  return [...world.issues.flatMap((one) => ofIssue(scene, one)), ...world.links.map((link) => issueLinkPayload(scene, link, 'created'))];
}

function ofIssue(scene: JiraScene, one: JiraIssue): JiraPayload[] {
  const told = one.histories.map((history) => {
    const payload = issueUpdatedPayload(scene, one, history);
    // Of an entry by nobody the webhook names nobody either.
    return history.author === null ? { ...payload, user: undefined } : payload;
  });
  return [
    issueCreatedPayload(scene, asCreated(one)),
    ...told,
    ...one.comments.flatMap((each) => [
      ...(each.updated === each.created ? [commentPayload(scene, one, each, 'created')] : []),
      ...(each.updated === each.created ? [] : [commentPayload(scene, one, each, 'updated')]),
    ]),
  ];
}

function recordsOf(payload: JiraPayload): readonly RawRecord[] {
  const { headers, body } = jiraDeliveryOf('secret', payload);
  const answer = genuine({ headers, body: new TextEncoder().encode(body) });
  return 'genuine' in answer ? (jira.webhook?.parse(answer.genuine).records ?? []) : [];
}

const byIdentity = (events: readonly Draft[]) => new Map(events.map((event) => [identityOf(event), event]));

describe('the two doors', () => {
  it('14.1 tell the same core of every fact that the webhook brings, whatever the world is', async () => {
    let compared = 0;
    const property = fc.asyncProperty(aProject, async (world) => {
      const { server, io } = await connected(world, { fields: { 'backout plan': 'customfield_10010' } });
      try {
        const inOps = { ...io, config: { ...io.config, projects: ['OPS'] } };
        const known = byIdentity(eventsOf([...(await pass(io)).records, ...(await pass(inOps)).records]));
        for (const told of eventsOf(webhooksOf(world, server.url).flatMap(recordsOf))) {
          const read = known.get(identityOf(told));
          if (!read) throw new Error(`the poll does not bring ${told.type} ${identityOf(told)}`);
          expect(fixedPartOf(told)).toEqual(fixedPartOf(read));
          if (told.occurredAt !== null && told.type !== 'ticket.linked') expect(told.occurredAt).toEqual(read.occurredAt);
          compared += 1;
        }
      } finally {
        await server.close();
      }
    });
    await fc.assert(property, { numRuns: 40 });
    expect(compared).toBeGreaterThan(800);
  });

  it('ring for every ticket that a webhook is about, and for no deleted one', async () => {
    const property = fc.property(aProject, (world) => {
      for (const payload of webhooksOf(world, 'http://127.0.0.1')) {
        const { headers, body } = jiraDeliveryOf('secret', payload);
        const answer = genuine({ headers, body: new TextEncoder().encode(body) });
        const rung = 'genuine' in answer ? jira.webhook?.parse(answer.genuine).doorbells : [];
        expect(rung?.length).toBe(payload['webhookEvent'] === 'issuelink_created' ? 2 : 1);
      }
    });
    fc.assert(property, { numRuns: 10 });
  });
});
