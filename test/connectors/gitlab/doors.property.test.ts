import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, genuine, type RawRecord } from '#contract';
import gitlab from '../../../connectors/gitlab/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { aProject } from './any-project.js';
import { connected, eventsOf, pass } from './reading.js';
import type { Project } from './stand-in.js';
import { ANA, timeOf, worldOf } from './world.js';
import { deploymentPayload, jobPayload, mergeRequestPayload, notePayload, pipelinePayload, pushPayload } from './webhooks.js';

/** Every webhook that GitLab would send of this project in its last state, and of what came before as far as it tells. */
function webhooksOf(project: Project): readonly object[] {
  return [
    ...project.mergeRequests.flatMap((one) => [
      mergeRequestPayload(project, one, { action: 'open', by: one.author }),
      ...one.notes.map((each) => notePayload(project, one, each)),
      ...(one.mergeUser ? [mergeRequestPayload(project, one, { action: 'merge', by: one.mergeUser })] : []),
    ]),
    ...project.pipelines.flatMap((one) => [pipelinePayload(project, one), ...one.jobs.map((each) => jobPayload(project, one, each))]),
    ...project.deployments.map((one) => deploymentPayload(project, one, one.status, one.updatedAt)),
    ...project.pushes.map((one) => pushPayload(project, one)),
    ...project.tags.map(({ name, target, commit }) =>
      pushPayload(project, { id: 1, author: ANA, at: timeOf(1), type: 'tag', ref: name, from: null, to: target }, commit),
    ),
  ];
}

function recordsOf(payload: object): readonly RawRecord[] {
  const answer = genuine({ headers: {}, body: new TextEncoder().encode(JSON.stringify(payload)) });
  return 'genuine' in answer ? (gitlab.webhook?.parse(answer.genuine).records ?? []) : [];
}

/** Tickets stand in texts that both doors carry, so that nothing may be found at one alone. */
const ticketsOf = ({ mentions = [] }: Draft) => mentions.filter(({ names }) => 'kind' in names && names.kind === 'ticket');

/** The poll knows the paths of a commit when it is asked for them. */
const isAsked = ({ type }: Draft) => type !== 'commit.touched';

/** What is known after all of it was told in this order: each fact once, as whoever told it first says it. */
function knownAfter(events: readonly Draft[]): string[] {
  const known = new Map<string, string>();
  for (const event of events) {
    const said = JSON.stringify(fixedPartOf(event));
    const before = known.get(identityOf(event)) ?? said;
    expect(said).toBe(before);
    known.set(identityOf(event), before);
  }
  return [...known].map(([identity, said]) => `${identity} ${said}`).sort();
}

const STREAMS = ['merge_requests', 'pipelines', 'deployments', 'pushes', 'tags', 'incidents'];

describe('the two doors', () => {
  it('14.1, 14.2, 14.11 tell the same core of every fact that the webhook brings, in whatever order, once, twice or never', async () => {
    let compared = 0;
    const property = fc.asyncProperty(aProject, fc.infiniteStream(fc.boolean()), async (project, coins) => {
      const { server, io } = await connected(worldOf(project));
      try {
        const polled: Draft[] = [];
        for (const stream of STREAMS) polled.push(...eventsOf((await pass(io, stream)).records));
        const told = webhooksOf(project).flatMap(recordsOf);
        const hooked = eventsOf(told).filter(isAsked);
        const read = new Map(polled.map((event) => [identityOf(event), event]));
        for (const event of hooked) {
          const same = read.get(identityOf(event));
          if (!same) throw new Error(`the poll does not bring ${event.type} ${identityOf(event)}`);
          expect(fixedPartOf(event)).toEqual(fixedPartOf(same));
          expect(ticketsOf(event)).toEqual(ticketsOf(same));
          compared += 1;
        }
        const all = knownAfter(polled);
        const some = hooked.filter(() => coins.next().value);
        // 14.2: the last first, some lost, some twice.
        expect(knownAfter([...hooked, ...polled])).toEqual(all);
        expect(knownAfter([...some, ...polled, ...[...hooked].reverse()])).toEqual(all);
        expect(knownAfter([...polled].reverse())).toEqual(all);
      } finally {
        await server.close();
      }
    });
    await fc.assert(property, { numRuns: 30 });
    expect(compared).toBeGreaterThan(300);
  });
});
