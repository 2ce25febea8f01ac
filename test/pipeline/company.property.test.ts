import { describe, expect, it } from 'vitest';
import { judged } from '../company/arrival.js';
import { differencesOf } from '../company/differences.js';
import { historyOf } from '../company/history.js';
import { called, FRESH, MUTATORS } from '../company/mutators/index.js';
import { agreeingClocks } from '../company/other-policies.js';
import { APART, type RuleName, RULES } from '../company/rule-names.js';

/** What only companies are asked whose policy says more. */
const IN_VARIANTS: readonly RuleName[] = ['unqualified-reviewer', 'developer-deployed'];

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
    // Of these nothing is of so high a risk, and nothing was taken out.
    const other: readonly RuleName[] = ['unauthorised-approver', 'unrecorded-backout'];
    // Of these nothing was told, or nobody asks.
    const untold: readonly RuleName[] = ['unknown-artifact', 'rewritten-history', 'direct-access', 'drift-without-change', ...APART];
    const silent: readonly RuleName[] = [
      ...IN_VARIANTS,
      // What protected a branch before the first reading is not known.
      'control-weakened',
      'emergency-without-review',
      'retrofitted-evidence',
      'status-history-broken',
      ...either,
      ...other,
      ...untold,
    ];
    expect(passed).toEqual(RULES.filter((rule) => !silent.includes(rule)));
  }, 120_000);
});

describe('a company in which things go wrong', () => {
  it('has exactly the gaps, and exactly the unknowns, that were put in', async () => {
    // A part of what can be done, in which each rule has its turn.
    const mutators = [
      ...called(
        'on paper',
        'only who leads',
        'by who started',
        'rejected, and deployed',
        'approved only by who started it',
        'and nothing explains it',
        '61 s into a freeze',
      ),
      ...MUTATORS.filter((_, nth) => nth % 4 === 0),
    ];
    const forced = FRESH.filter(({ name }) => name.includes('forced away from main these days'));
    const history = historyOf({ seed: 123, changes: 100, mutators, fresh: [...forced, ...forced, ...FRESH], clean: 0.03 });
    const found = await judged(history);
    expect(differencesOf(found)).toEqual([]);
    const lines = [...found.labels.now.bad.keys(), ...found.labels.later.bad.keys()].filter((line) => !line.startsWith('REVIEW_DUE'));
    const rules = new Set(lines.map((line) => line.split(' ')[0]));
    const elsewhere: readonly RuleName[] = ['status-history-broken', ...APART, ...IN_VARIANTS];
    expect([...rules].sort()).toEqual(RULES.filter((rule) => !elsewhere.includes(rule)).sort());
  }, 300_000);

  it('has a gap for each history that does not lead to its status, where no clock may be wrong', async () => {
    const history = historyOf({ seed: 12, changes: 12, mutators: agreeingClocks.mutators, variant: agreeingClocks });
    const found = await judged(history);
    expect(differencesOf(found)).toEqual([]);
    expect([...found.labels.now.bad.keys()].filter((line) => /^status-history-broken .* GAP$/.test(line)).length).toBeGreaterThan(1);
  }, 300_000);
});
