import { expect } from 'vitest';
import type { Policy } from '#contract';
import { outsideWindow } from '../../src/controls/outside-window.js';
import type { Finding } from '../../src/controls/rule.js';
import type { FieldFact } from '../../src/correlate/index.js';
import { second } from '../correlate/runs.js';
import { HOUR, implementationOf, type ImplementationPlan, read, START } from './implementation.js';

const MAPPED: Partial<Policy> = { fields: { jira: { plannedStart: 'from', plannedEnd: 'to' } } };
export const SAME_CLOCK = { more: { startSource: 'jira' } };

/** A window by seconds, by dates, or by facts; null: empty. */
type Edge = number | string | null | readonly FieldFact[];
const factsOf = (edge: Edge): readonly FieldFact[] =>
  Array.isArray(edge) ? edge : [read(typeof edge === 'number' ? second(edge) : (edge as string | null))];

export function plan(from: Edge, to: Edge, rest: Partial<ImplementationPlan> = {}): ImplementationPlan {
  return {
    ticket: {
      fields: new Map([
        ['from', factsOf(from)],
        ['to', factsOf(to)],
      ]),
    },
    ...rest,
    policy: { ...MAPPED, ...rest.policy },
  };
}

export function findings(of: ImplementationPlan): readonly Finding[] {
  return outsideWindow.judgeImplementation!(implementationOf(of));
}

export function answerOf(of: ImplementationPlan): string {
  const found = findings(of);
  expect(found.length).toBeLessThan(2);
  return found[0]?.answer ?? 'NONE';
}

export const [EARLIER, LATER] = [START - HOUR, START + HOUR];
export const tolerating = (tolerance: string): Partial<ImplementationPlan> => ({ policy: { rules: { 'outside-window': { tolerance } } } });
