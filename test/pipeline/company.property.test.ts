import { describe, expect, it } from 'vitest';
import { judged } from '../company/arrival.js';
import { differencesOf } from '../company/differences.js';
import { historyOf } from '../company/history.js';
import { FRESH, MUTATORS } from '../company/mutators/index.js';
import { type RuleName, RULES } from '../company/plan.js';

// The large form: npm run company -- --changes 5000 --seed N.
describe('a company in which nothing is wrong', () => {
  it('has neither a gap nor anything indeterminate, and every rule looked at it', async () => {
    const found = await judged(historyOf({ seed: 7, changes: 20, mutators: [] }));
    expect(differencesOf(found)).toEqual([]);
    const passed = RULES.filter((rule) => [...found.labels.now.good.keys()].some((line) => line.startsWith(`${rule} `)));
    // Of emergencies there are none in it; of the others PASS is right, and so is to say nothing.
    const either: readonly RuleName[] = [
      'overdue-decision',
      'emergency-misused',
      'approved-not-implemented',
      'closed-without-implementation',
    ];
    const silent: readonly RuleName[] = ['emergency-without-review', 'retrofitted-evidence', 'status-history-broken', ...either];
    expect(passed).toEqual(RULES.filter((rule) => !silent.includes(rule)));
  }, 120_000);
});

describe('a company in which things go wrong', () => {
  it('has exactly the gaps, and exactly the unknowns, that were put in', async () => {
    // A quarter of what can be done, in which each rule has its turn.
    const mutators = MUTATORS.filter((_, nth) => nth % 4 === 0);
    const history = historyOf({ seed: 11, changes: 100, mutators, fresh: FRESH });
    const found = await judged(history);
    expect(differencesOf(found)).toEqual([]);
    const lines = [...found.labels.now.bad.keys(), ...found.labels.later.bad.keys()].filter((line) => !line.startsWith('REVIEW_DUE'));
    const rules = new Set(lines.map((line) => line.split(' ')[0]));
    expect([...rules].sort()).toEqual([...RULES].sort());
  }, 300_000);
});
