import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, genuine, type RawRecord } from '#contract';
import argocd from '../../../connectors/argocd/index.js';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { eventsOf, ioOf, pass, TOKEN } from './reading.js';
import { standIn } from '../../../src/sample/argocd/stand-in.js';
import { until } from '../../intake/until.js';
import { listenTo } from './listening.js';
import { application, applicationObject, type Application, type Operation, timeOf } from '../../../src/sample/argocd/world.js';

const REVISIONS = ['ab', 'cd', 'ef'].map((two) => two.repeat(20));

const step = fc.record({
  phase: fc.constantFrom('Succeeded' as const, 'Failed' as const, 'Error' as const),
  revision: fc.constantFrom(...REVISIONS),
  by: fc.constantFrom(null, 'ana', 'proj:payments:ci'),
  partial: fc.boolean(),
  heals: fc.boolean(),
});

/** Operations of one application, one after another; seconds in between are so few that two lie side by side. */
const operations = fc
  .array(fc.tuple(step, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 6 })
  .map((all) => {
    let clock = 0;
    return all.map(([one, pause, took]): Operation => {
      const start = (clock += pause);
      clock += took;
      return { ...one, startedAt: timeOf(start), finishedAt: timeOf(clock) };
    });
  });

/** Every state that the application went through: each operation while it ran, and when it had ended. */
function statesOf(whole: Application): readonly Application[] {
  return whole.operations.flatMap((_, at) => {
    const before = whole.operations.slice(0, at);
    const now = whole.operations[at]!;
    return [
      { ...whole, operations: [...before, { ...now, phase: 'Running' as const }] },
      { ...whole, operations: [...before, now] },
    ];
  });
}

function notified(state: Application): readonly RawRecord[] {
  const body = new TextEncoder().encode(JSON.stringify({ app: applicationObject(state) }));
  const answer = genuine({ headers: {}, body });
  return 'genuine' in answer ? (argocd.webhook?.parse(answer.genuine).records ?? []) : [];
}

/** What the ledger would hold: the first core of each fact, and no other core of it. */
function ledgerOf(events: readonly Draft[]): ReadonlyMap<string, unknown> {
  const facts = new Map<string, unknown>();
  for (const event of events) {
    const known = facts.get(identityOf(event));
    if (known !== undefined) expect(fixedPartOf(event)).toEqual(known);
    facts.set(identityOf(event), fixedPartOf(event));
  }
  return facts;
}

const world = fc.tuple(operations, operations).map(([a, b]) => [application(1, a), application(2, b)]);

async function polledAfterEach(states: readonly (readonly Application[])[]): Promise<readonly Draft[]> {
  const tool = await standIn(TOKEN);
  try {
    const events: Draft[] = [];
    let cursor = null;
    for (const state of states) {
      tool.applications.splice(0, Infinity, ...state);
      const passed = await pass(ioOf(tool), cursor);
      events.push(...eventsOf(passed.records));
      cursor = passed.cursor;
    }
    return events;
  } finally {
    await tool.close();
  }
}

/** Everything that a watch tells, cut off and begun again after the step `cutAfter`. */
async function watchedThrough(states: readonly (readonly Application[])[], cutAfter: number): Promise<readonly Draft[]> {
  const tool = await standIn(TOKEN);
  try {
    tool.applications.push(...(states[0] ?? []));
    const listened = () => until('it is listened to', () => tool.watchers.count() === 1);
    let ear = listenTo(tool);
    await listened();
    let heard: readonly RawRecord[] = [];
    for (const [at, state] of states.entries()) {
      tool.applications.splice(0, Infinity, ...state);
      if (at === cutAfter) {
        tool.watchers.cut('IN_A_LINE');
        await ear.ended();
        heard = [...heard, ...ear.records];
        ear = listenTo(tool, { known: ear.known() });
        await listened();
      }
      for (const one of state) tool.watchers.tell('MODIFIED', one);
    }
    tool.watchers.cut('END');
    await ear.ended();
    return eventsOf([...heard, ...ear.records]);
  } finally {
    await tool.close();
  }
}

describe('the doors', () => {
  it('14.1 and 14.2: notifications alone, twice and in any order, say what a poll after each step says', async () => {
    let compared = 0;
    const property = fc.asyncProperty(world, fc.integer(), async (applications, seed) => {
      const told = applications.flatMap(statesOf).flatMap(notified);
      const shuffled = [...told, ...told].sort((a, b) => hash(a, seed) - hash(b, seed));
      const steps = applications.flatMap((each) => statesOf(each).map((state) => [state]));
      const byPoll = ledgerOf(await polledAfterEach(steps));
      expect(ledgerOf(eventsOf(shuffled))).toEqual(byPoll);
      compared += byPoll.size;
    });
    await fc.assert(property, { numRuns: 25 });
    expect(compared).toBeGreaterThan(300);
  });

  it('14.1 and 14.2: the watch alone, cut off somewhere, says what a poll after each step says', async () => {
    let compared = 0;
    const property = fc.asyncProperty(operations, fc.nat(12), async (ran, cutAfter) => {
      const steps = statesOf(application(1, ran)).map((state) => [state]);
      const byPoll = ledgerOf(await polledAfterEach(steps));
      expect(ledgerOf(await watchedThrough(steps, cutAfter))).toEqual(byPoll);
      compared += byPoll.size;
    });
    await fc.assert(property, { numRuns: 10 });
    expect(compared).toBeGreaterThan(40);
  }, 60_000);

  it('14.11 without a notification the next poll says the same of all that Argo CD remembers', async () => {
    let compared = 0;
    const property = fc.asyncProperty(world, async (applications) => {
      const all = ledgerOf(
        applications
          .flatMap(statesOf)
          .flatMap(notified)
          .flatMap((record) => eventsOf([record])),
      );
      const late = ledgerOf(await polledAfterEach([applications]));
      for (const [identity, fixed] of late) expect(all.get(identity)).toEqual(fixed);
      const remembered = applications.flatMap(({ operations: ran }) => ran.filter((one, at) => at === ran.length - 1 || isWhole(one)));
      expect([...late.keys()].filter((key) => key.includes('"started"'))).toHaveLength(remembered.length);
      compared += late.size;
    });
    await fc.assert(property, { numRuns: 25 });
    expect(compared).toBeGreaterThan(100);
  });
});

function isWhole({ phase, partial, heals }: Operation): boolean {
  return phase === 'Succeeded' && !partial && !heals;
}

function hash(record: RawRecord, seed: number): number {
  return [...JSON.stringify(record)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, seed);
}
