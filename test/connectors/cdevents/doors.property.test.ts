import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft, Json } from '#contract';
import { fixedPartOf, identityOf } from '../../contract/sameness.js';
import { type CdEventBody, cdEvent, IMAGE } from './event.js';
import { MODES } from './told.js';

const TYPES = [
  'pipelinerun.started',
  'pipelinerun.finished',
  'testcaserun.finished',
  'artifact.published',
  'service.deployed',
  'service.rolledback',
  'incident.detected',
  'incident.reported',
  'incident.resolved',
  'change.created',
  'change.merged',
  'branch.created',
  'ticket.created',
  'ticket.updated',
  'ticket.closed',
] as const;

/** One sender’s life: few things, each of which gets into the same states again and again. */
const aTold = fc.record({
  type: fc.constantFrom(...TYPES),
  thing: fc.constantFrom('1', 'OPS-7', 'pay'),
  source: fc.constantFrom('/tekton/acme', 'https://ci.acme.example/é'),
  outcome: fc.constantFrom('success', 'failure', 'error'),
  second: fc.integer({ min: 0, max: 59 }),
});

type Told = typeof aTold extends fc.Arbitrary<infer T> ? T : never;

/** What happens once to a thing is told with what it was the first time. */
const once = new Map<string, Told>();

function eventOf(told: Told, nth: number): CdEventBody {
  const { type, thing, source, outcome, second } = told;
  const content: Record<string, Json> = {
    outcome,
    environment: { id: 'production' },
    repository: { id: 'acme/pay' },
    artifactId: IMAGE,
    description: `${outcome} of OPS-7`,
    summary: outcome,
    ticketURI: 'https://tickets.acme.example/INC0010005',
  };
  const subject = type === 'artifact.published' ? IMAGE : thing;
  return cdEvent({ type, id: `e-${String(nth)}`, subject, content, source, at: `2026-01-30T12:05:${String(second).padStart(2, '0')}Z` });
}

/** A world in which a sender never says two things of what happens once. */
const aWorld = fc.array(aTold, { minLength: 1, maxLength: 20 }).map((all) => {
  once.clear();
  return all.map((told, nth) => {
    const key = [told.type, told.thing, told.source].join(' ');
    const first = once.get(key) ?? told;
    once.set(key, first);
    return eventOf(first, nth);
  });
});

const facts = (drafts: readonly Draft[]) => new Map(drafts.map((draft) => [identityOf(draft), fixedPartOf(draft)]));
const sorted = (all: ReadonlyMap<string, Json>) => [...all].sort(([a], [b]) => (a < b ? -1 : 1));
const modes = Object.values(MODES);

describe('14.1, 14.2 whatever the mode, the order and however often', () => {
  it('a sender’s events make the same facts', () => {
    let compared = 0;
    const property = fc.property(aWorld, fc.infiniteStream(fc.nat(1_000)), (world, chance) => {
      const pick = () => chance.next().value as number;
      const plainly = facts(world.flatMap((event) => modes[0]!(event)));
      const messy = [...world, ...world.filter(() => pick() % 3 === 0)].map((event) => ({ event, at: pick() })).sort((a, b) => a.at - b.at);
      const drafts = messy.flatMap(({ event }) => modes[pick() % modes.length]!(event));
      expect(sorted(facts(drafts))).toEqual(sorted(plainly));
      for (const draft of drafts) expect(fixedPartOf(draft)).toEqual(plainly.get(identityOf(draft)));
      compared += drafts.length;
    });
    fc.assert(property, { numRuns: 100 });
    expect(compared).toBeGreaterThan(1_000);
  });
});
