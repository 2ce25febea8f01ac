import { describe, expect, it } from 'vitest';
import { type Freeze, parseInstant, plusMs } from '#contract';
import { judge } from '../../src/controls/index.js';
import { freezeViolation as rule } from '../../src/controls/freeze-violation.js';
import { edges, sha } from '../correlate/commits.js';
import { caseOf, COVERED, type Plan, upTo } from './case.js';
import { born, marked } from './emergencies.js';
import { HOUR, implementationOf, type ImplementationPlan, read } from './implementation.js';
import { tracing } from './tracings.js';
import { ALL_RULES } from '../setup/all-rules.js';

/** The deployment starts in the second [00:01:40, 00:01:41) of Sunday, 1 March 2026. */
const freeze = (part: Partial<Freeze> = {}): Freeze => ({ name: 'Closing', zone: 'UTC', from: '2026-02-20', to: '2026-03-10', ...part });
const at = (text: string) => parseInstant(`2026-03-01T${text}Z`)!;
const startingAt = (text: string, ms = 1000) => ({ start: { from: at(text), to: plusMs(at(text), ms) } });

const carrying = (...plans: readonly ImplementationPlan[]) => plans.map((plan) => implementationOf(plan));
const plan = (freezes: readonly Freeze[] | undefined, rest: Partial<Plan> = {}): Plan => ({
  ...{ edges: [edges(0), edges(1, 0)], carries: [1], ...rest },
  policy: { ...(freezes ? { freezes: [...freezes] } : {}), ...rest.policy },
  more: { tracing: tracing({ leading: [1] }), implementations: carrying({}), ...rest.more },
});
const answer = (of: Plan) => rule.judge!(caseOf(of))[0]?.answer ?? 'NONE';
const typed = (type: string): ImplementationPlan => ({ ticket: { fields: new Map([['issuetype', [read('12', { toName: type })]]]) } });
const lets = freeze({ exempt: { types: ['Standard'] } });

describe('freeze-violation', () => {
  it.each<readonly [string, Plan, string]>([
    ['GAP inside a freeze', plan([freeze()]), 'GAP'],
    ['PASS outside', plan([freeze({ to: '2026-02-27' })]), 'PASS'],
    ['silent where policy has no freezes', plan(undefined), 'NONE'],
    ['GAP inside one of two', plan([freeze({ to: '2026-02-27' }), freeze({ name: 'Other' })]), 'GAP'],
    ['GAP in the freeze of its service', plan([freeze({ services: ['pay'] })]), 'GAP'],
    ['silent in one of another service', plan([freeze({ services: ['web'] })]), 'NONE'],
    ['GAP in the freeze of its environment', plan([freeze({ environments: ['live'] })]), 'GAP'],
    ['silent in one of another environment', plan([freeze({ environments: ['staging'] })]), 'NONE'],
    ['PASS where it carries an emergency', plan([freeze()], { more: { implementations: carrying(born) } }), 'PASS'],
    ['PASS where one of two is an emergency', plan([freeze()], { more: { implementations: carrying({}, born) } }), 'PASS'],
    ['GAP where it was called an emergency afterwards', plan([freeze()], { more: { implementations: carrying(marked(HOUR)) } }), 'GAP'],
    ['EXEMPT where it carries a change that is exempt', plan([lets], { more: { implementations: carrying(typed('Standard')) } }), 'EXEMPT'],
    [
      'EXEMPT before anything is asked of emergencies',
      plan([lets], { more: { implementations: carrying(typed('Standard'), { ...born, coverage: { tickets: null } }) } }),
      'EXEMPT',
    ],
    ['GAP where what it carries is not exempt', plan([lets], { more: { implementations: carrying(typed('Normal')) } }), 'GAP'],
    [
      'GAP where another freeze lets nothing through',
      plan([lets, freeze({ name: 'Other' })], { more: { implementations: carrying(typed('Standard')) } }),
      'GAP',
    ],
    ['GAP of a rollback, which carries nothing', plan([freeze()], { carries: [], more: { implementations: [], sha: sha(1) } }), 'GAP'],
    ['GAP of one without a change', plan([freeze()], { more: { implementations: carrying({ ticket: null }), tracing: tracing() } }), 'GAP'],
    [
      'INDETERMINATE where a key that it names was not read',
      plan([freeze()], { more: { tracing: tracing({ open: [1] }) } }),
      'INDETERMINATE',
    ],
    ['INDETERMINATE where what it carries is not known', plan([freeze()], { undecided: ['The base is open.'] }), 'INDETERMINATE'],
    ['INDETERMINATE where pull requests were not read', plan([freeze()], { coverage: { pull_requests: null } }), 'INDETERMINATE'],
    ['GAP where they were read up to its start and the skew', plan([freeze()], { coverage: { pull_requests: upTo(COVERED) } }), 'GAP'],
    [
      'INDETERMINATE where its change was not read',
      plan([freeze()], { more: { implementations: carrying({ coverage: { tickets: null } }) } }),
      'INDETERMINATE',
    ],
    [
      'PASS of an emergency, whatever else it carries',
      plan([freeze()], { undecided: ['Open.'], more: { implementations: carrying(born) } }),
      'PASS',
    ],
    ['PASS outside, whatever it carries', plan([freeze({ to: '2026-02-27' })], { undecided: ['Open.'] }), 'PASS'],
  ])('is %s', (_, of, expected) => {
    expect(answer(of)).toBe(expected);
  });

  it.each<readonly [string, string, string]>([
    ['a microsecond more than the skew before it begins', '09:58:58.999999', 'PASS'],
    ['the skew before it begins', '09:58:59', 'INDETERMINATE'],
    ['where it begins', '10:00:00', 'INDETERMINATE'],
    ['the skew after it began', '10:01:00', 'INDETERMINATE'],
    ['a microsecond more than the skew after it began', '10:01:00.000001', 'GAP'],
    ['a microsecond more than the skew before it ends', '11:58:58.999999', 'GAP'],
    ['the skew before it ends', '11:58:59', 'INDETERMINATE'],
    ['the skew after it ended', '12:01:00', 'INDETERMINATE'],
    ['a microsecond more than the skew after it ended', '12:01:00.000001', 'PASS'],
  ])('of a start of a second, %s (%s), is %s', (_, start, expected) => {
    const noon = freeze({ from: '2026-03-01 10:00', to: '2026-03-01 12:00' });
    expect(answer(plan([noon], { more: startingAt(start), coverage: readLater() }))).toBe(expected);
  });

  it('says how far inside, of which freeze, and what would have passed', () => {
    const [found] = rule.judge!(caseOf(plan([lets])));
    expect(found?.sentence).toBe(
      'The deployment of acme/pay to live started 9 d 1 h into the freeze "Closing" (2026-02-20T00:00:00.000000Z to 2026-03-11T00:00:00.000000Z), and PAY-12 is neither an emergency nor exempt.',
    );
    expect(found?.wouldPassIf).toBe('it had started 10 d later, or carried an emergency or a change that is exempt');
  });

  it('says outside of which freezes it started', () => {
    const past = freeze({ to: '2026-02-27' });
    const said = (...all: Parameters<typeof plan>[0] & object) => rule.judge!(caseOf(plan(all)))[0]?.sentence;
    expect(said(past)).toBe('The deployment of acme/pay to live started outside the freeze "Closing".');
    expect(said(past, { ...past, name: 'Other' })).toBe('The deployment of acme/pay to live started outside all 2 freezes of the policy.');
  });

  it('resolves when the ticket of an emergency that it carries is read', () => {
    expect(answer(plan([freeze()], { more: { implementations: carrying({ ticket: null }), tracing: tracing() } }))).toBe('GAP');
    expect(answer(plan([freeze()], { more: { implementations: carrying(born) } }))).toBe('PASS');
  });
});

function readLater(): NonNullable<Plan['coverage']> {
  const whole = upTo(at('23:00:00'));
  return { deployments: whole, pull_requests: whole, commits: whole, branches: whole, reviews: whole };
}

describe('freeze-violation in an environment that nobody calls production', () => {
  const spoken = (of: Plan) =>
    judge(caseOf({ ...of, standing: 'UNKNOWN', policy: { ...of.policy, rules: ALL_RULES } })).filter(({ rule: id }) => id === rule.info.id);

  it('is INDETERMINATE where policy has freezes, and silent where it has none', () => {
    expect(spoken(plan([freeze()]))).toMatchObject([{ answer: 'INDETERMINATE' }]);
    expect(spoken(plan(undefined))).toEqual([]);
  });
});
