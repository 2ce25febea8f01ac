import type { Instant, Outcome, Policy } from '#contract';
import { placeKey, placeOf } from '../place.js';
import type { ExecutionFacts, RecordFacts, SaidOutcome } from './record-facts.js';
import { seqsOf } from './record-facts.js';

/** How a change stands in one place: in it, failed in it, taken out of it, or not known yet. */
type Standing = 'IN' | 'FAILED' | 'OUT' | 'OPEN';

interface PlaceOutcome {
  readonly standing: Standing;
  /** It failed there before, or was taken out and brought back. */
  readonly hadIssues: boolean;
  readonly last: ExecutionFacts;
}

/**
 * What the deployments say of the outcome: of each service, environment and target the last that ended speaks. A manual
 * execution shows no result. Null where nothing was deployed. The table is in `docs/record.md`.
 */
export function derivedOutcome(facts: Pick<RecordFacts, 'implementations' | 'backOuts'>, policy: Policy): SaidOutcome | null {
  const places = placesOf(facts, policy);
  if (places.length === 0) return null;
  const outcome = together(places);
  const decisive = places.filter(({ standing }) => standing !== 'OPEN').map(({ last }) => last);
  const at =
    outcome === 'UNKNOWN'
      ? null
      : latest(decisive.map((one) => (isBackOut(one, facts) ? one.start.from : (one.end?.from ?? one.start.from))));
  return { outcome, at, sentence: sentenceOf(outcome, places), seqs: seqsOf(places.flatMap(({ last }) => last.events)) };
}

function together(places: readonly PlaceOutcome[]): Outcome {
  const has = (standing: Standing) => places.some((place) => place.standing === standing);
  if (has('OPEN')) return 'UNKNOWN';
  if (has('IN')) {
    if (has('FAILED') || has('OUT')) return 'PARTIALLY_COMPLETED';
    return places.some(({ hadIssues }) => hadIssues) ? 'SUCCESSFUL_WITH_ISSUES' : 'SUCCESSFUL';
  }
  return has('OUT') ? 'BACKED_OUT' : 'FAILED';
}

function isBackOut(one: ExecutionFacts, { backOuts }: Pick<RecordFacts, 'backOuts'>): boolean {
  return backOuts.includes(one);
}

function placesOf(
  { implementations, backOuts }: Pick<RecordFacts, 'implementations' | 'backOuts'>,
  policy: Policy,
): readonly PlaceOutcome[] {
  const carrying = new Set(implementations.map(({ deployment }) => deployment));
  const places = new Map<string, ExecutionFacts[]>();
  const takesOut = new Set(backOuts.filter((one) => !carrying.has(one.deployment) && one.outcome === 'SUCCEEDED'));
  for (const one of [...implementations.filter(({ deployment }) => deployment !== null), ...takesOut]) {
    const key = `${one.service} ${placeKey(placeOf(one.environment, policy))}`;
    places.set(key, [...(places.get(key) ?? []), one]);
  }
  return [...places.values()].map((steps) => outcomeIn(steps, takesOut));
}

function outcomeIn(unordered: readonly ExecutionFacts[], takesOut: ReadonlySet<ExecutionFacts>): PlaceOutcome {
  const steps = [...unordered].sort(byStart);
  const standings = steps.map((step): Standing => {
    if (takesOut.has(step)) return 'OUT';
    return step.outcome === 'SUCCEEDED' ? 'IN' : step.outcome === 'FAILED' ? 'FAILED' : 'OPEN';
  });
  const standing = standings.at(-1)!;
  return {
    standing,
    hadIssues: standings.includes('FAILED') || standings.includes('OUT') || steps.some((step) => step.hadIssues),
    last: steps.at(-1)!,
  };
}

function byStart(a: ExecutionFacts, b: ExecutionFacts): number {
  const [x, y] = [`${a.start.from} ${a.start.to} ${a.deployment ?? ''}`, `${b.start.from} ${b.start.to} ${b.deployment ?? ''}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

function latest(times: readonly Instant[]): Instant | null {
  return times.reduce<Instant | null>((last, one) => (last !== null && last > one ? last : one), null);
}

const WORDS: Readonly<Record<Standing, string>> = {
  IN: 'ended well',
  FAILED: 'failed',
  OUT: 'took its commits out',
  OPEN: 'has no known end',
};

function sentenceOf(outcome: Outcome, places: readonly PlaceOutcome[]): string {
  const said = places
    .map(({ last, standing }) => `in ${last.environment || 'production'} of ${last.service} the last deployment ${WORDS[standing]}`)
    .sort();
  const before = outcome === 'SUCCESSFUL_WITH_ISSUES' ? ' An earlier one failed or was backed out, or one had issues.' : '';
  return `${outcome}: ${said.join('; ')}.${before}`;
}
