import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '#contract';
import { judge } from '../../src/controls/index.js';
import { scopeExceeded as rule } from '../../src/controls/scope-exceeded.js';
import type { FieldFact } from '../../src/correlate/index.js';
import { edges } from '../correlate/commits.js';
import { caseOf, DEPLOYMENT, type Plan } from './case.js';
import { changed, HOUR, implementationOf, read, START } from './implementation.js';
import { tracing } from './tracings.js';

const FIELDS: Policy['fields'] = { jira: { affectedSystems: 'components' } };
const PAY: Policy['services'] = {
  pay: { name: 'Payments', infrastructure: 'UNKNOWN', repositories: ['acme/pay'], objects: ['jira:ci/10777', 'other:ci/10778'] },
};

interface Told {
  /** Of each change that it carries, what its field tells. */
  readonly systems?: readonly (readonly FieldFact[])[];
  readonly policy?: Partial<Policy>;
  readonly unread?: true;
  readonly rest?: Partial<Plan>;
}

function told({ systems = [[]], policy = { services: PAY }, unread, rest = {} }: Told): Plan {
  const own = { fields: FIELDS, ...policy };
  const implementations = systems.map((facts) =>
    implementationOf({
      policy: own,
      ticket: { fields: new Map([['components', facts]]) },
      ...(unread ? { coverage: { tickets: null } } : {}),
    }),
  );
  return {
    ...{ edges: [edges(0), edges(1, 0)], carries: [1], ...rest },
    policy: own,
    more: { tracing: tracing({ leading: [1] }), implementations, ...rest.more },
  };
}

const judged = (of: Told) => rule.judge!(caseOf(told(of)))[0];
const answer = (of: Told) => judged(of)?.answer ?? 'NONE';
const of = (...facts: FieldFact[]) => answer({ systems: [facts] });
const web = read(['10501'], { toName: 'web' });
const pay = read(['10500'], { toName: 'pay' });

describe('scope-exceeded', () => {
  it.each<readonly [string, Told, string]>([
    ['GAP where its change names another service', { systems: [[web]] }, 'GAP'],
    ['GAP where it names none', {}, 'GAP'],
    [
      'GAP of one that brings no commits, whatever pull requests were not read',
      { systems: [[web]], rest: { carries: [], coverage: { pull_requests: null } } },
      'GAP',
    ],
    ['PASS where it names the service by its id in policy', { systems: [[pay]] }, 'PASS'],
    ['PASS where it does by its name', { systems: [[read(['10500'], { toName: 'Payments' })]] }, 'PASS'],
    ['PASS where it names an object of it', { systems: [[read(['10777'])]] }, 'PASS'],
    ['INDETERMINATE where it names an object of another tool, whatever that is', { systems: [[read(['10778'])]] }, 'INDETERMINATE'],
    ['PASS where one of two changes names it', { systems: [[web], [pay]] }, 'PASS'],
    ['GAP where neither does', { systems: [[web], []] }, 'GAP'],
    ['PASS where a label names it', { systems: [[read(['pay', 'web'])]] }, 'PASS'],
    [
      'PASS of one that policy does not map, by its repository',
      { policy: {}, systems: [[read(['acme/pay'])]], rest: { more: { service: 'repository:a:1' } } },
      'PASS',
    ],
    ['silent where policy names no field', { policy: { fields: {} } }, 'NONE'],
    ['silent where it does of another source', { policy: { fields: { other: FIELDS['jira']! } } }, 'NONE'],
    ['silent where it carries no change', { systems: [] }, 'NONE'],
    ['GAP where the text is empty', { systems: [[read({ text: 'EMPTY' })]] }, 'GAP'],
    ['INDETERMINATE where somebody typed it', { systems: [[read({ text: 'FILLED', digest: 'd' })]] }, 'INDETERMINATE'],
    ['INDETERMINATE where only an id is known', { systems: [[read(['10500', '10501'])]] }, 'INDETERMINATE'],
    ['INDETERMINATE where its ticket was not read', { systems: [[web]], unread: true }, 'INDETERMINATE'],
    ['PASS where it was not, but names it', { systems: [[pay]], unread: true }, 'PASS'],
    ['INDETERMINATE where what it carries is not known', { systems: [[web]], rest: { undecided: ['Open.'] } }, 'INDETERMINATE'],
    ['INDETERMINATE where pull requests were not read', { systems: [[web]], rest: { coverage: { pull_requests: null } } }, 'INDETERMINATE'],
    [
      'INDETERMINATE where a key that it names was not read',
      { systems: [[web]], rest: { more: { tracing: tracing({ open: [1] }) } } },
      'INDETERMINATE',
    ],
  ])('is %s', (_, plan, expected) => {
    expect(answer(plan)).toBe(expected);
  });

  it('counts of a field of several values what was added last, and what was not taken out', () => {
    const [first, later] = [START + HOUR, START + 2 * HOUR];
    const added = changed(first, null, '10500', { toName: 'pay' });
    const taken = changed(later, '10500', null, { fromName: 'pay' });
    expect([of(web, added), of(web, added, taken), of(pay, taken)]).toEqual(['PASS', 'GAP', 'GAP']);
    expect([of(pay, changed(first, null, '10501', { toName: 'web' })), of(taken, changed(later + 1, null, '10500'))]).toEqual([
      'PASS',
      'PASS',
    ]);
    expect(of(changed(first, '10500', '10501', { fromName: 'pay', toName: 'web' }))).toBe('GAP');
  });

  it('says which service, which changes, and what would have passed', () => {
    const one = judged({ systems: [[web]] })!;
    expect(one.sentence).toBe('The deployment to live touches Payments, and PAY-12 does not name it among the affected systems.');
    expect(one.wouldPassIf).toBe('PAY-12 had named Payments among its affected systems');
    expect(one.about).toEqual([DEPLOYMENT, 'ticket:jira:12']);
    expect(judged({ systems: [[web], [web]] })?.sentence).toContain('none of the 2 changes that it carries (PAY-12, PAY-12) names it');
    expect(judged({ systems: [[pay]] })?.sentence).toBe('PAY-12 names Payments among its affected systems.');
  });

  it('is asked only where policy switches it on', () => {
    const asked = (rules: object) => judge(caseOf(told({ policy: { services: PAY, rules } }))).some(({ rule: id }) => id === rule.info.id);
    expect([asked({}), asked({ [rule.info.id]: { enabled: true } })]).toEqual([false, true]);
  });

  it('resolves when the service is added to the affected systems', () => {
    expect([of(web), of(web, changed(START + HOUR, null, '10500', { toName: 'pay' }))]).toEqual(['GAP', 'PASS']);
  });

  it('once PASS or GAP stays so whatever names, tickets and keys turn out to be', () => {
    const anySystem = fc.constantFrom('10500', '10501');
    const name = (id: string) => (id === '10500' ? 'pay' : 'web');
    fc.assert(
      fc.property(
        fc.array(anySystem, { maxLength: 2 }),
        fc.boolean(),
        fc.boolean(),
        fc.option(anySystem),
        (...[ids, isNamed, isRead, more]) => {
          const plain = ids.map((id) => read([id], isNamed ? { toName: name(id) } : {}));
          const known = ids.map((id) => read([id], { toName: name(id) }));
          const unread = isRead || more === null ? [] : [changed(START + HOUR, null, more, { toName: name(more) })];
          const was = answer({ systems: [plain], ...(isRead ? {} : { unread: true as const }) });
          const is = answer({ systems: [[...known, ...unread]] });
          expect(is).not.toBe('INDETERMINATE');
          if (was !== 'INDETERMINATE') expect(is).toBe(was);
        },
      ),
    );
  });
});
