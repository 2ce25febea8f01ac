import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { repositoriesOf } from '../../../src/sample/organisation/repositories.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { carriedBy, rangeOf } from './seen.js';
import { term } from './told.js';

const { ana, ben, cleo, dan, eva, finn } = people;
const founded = repositoriesOf();
const rootOf = (name: keyof typeof founded): string => founded[name].branches.get('main')!;
// What the pipeline calls prod and live is one environment and one target.
const one = { production: true, environment: 'production' };
const ENVIRONMENTS = {
  production: { production: true },
  prod: one,
  live: one,
  'production-eu': { ...one, target: 'eu' },
  'production-us': { ...one, target: 'us' },
};
const POLICY = {
  environments: ENVIRONMENTS,
  baselines: { 'acme/pay': rootOf('pay'), 'acme/web': rootOf('web'), 'acme/ledger': rootOf('ledger'), 'acme/infra': 'empty' as const },
};
const OVER_A_RANGE = ['direct-push', 'untracked-commits', 'unreviewed-code', 'stale-review', 'post-merge-review'];

term(
  'Terms, Base',
  [
    {
      says: '“Without an earlier one: the configured baseline (… a revision)”: the first deployment carries what came after it',
      tell: (day) => {
        const ticket = approved(day, 'WEB', 'Consent only once');
        const pull = day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: consent only once` });
        const rollout = day.deploy('11:30', 'web');
        return async (acme) => {
          expect(await rangeOf(acme, rollout)).toMatchObject({ baseSha: rootOf('web'), carries: [pull.mergeCommit], undecided: [] });
          expect(await acme.answers(['direct-push', 'untracked-commits'], rollout)).toEqual(['direct-push PASS', 'untracked-commits PASS']);
        };
      },
    },
    {
      says: '“(`empty` …)”: the first deployment carries everything that there is',
      tell: (day) => {
        const ticket = approved(day, 'OPS', 'Bigger nodes');
        const pull = day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: bigger nodes` });
        const rollout = day.deploy('11:30', 'infra');
        return async (acme) => {
          const { relation, carries } = await rangeOf(acme, rollout);
          expect({ relation, carries }).toEqual({ relation: 'FIRST', carries: [rootOf('infra'), pull.mergeCommit!].sort() });
          expect(await acme.answer('untracked-commits', rollout)).toBe('GAP');
        };
      },
    },
    {
      says: '“with none, rules over a range judge the own revision and are INDETERMINATE for the rest”',
      tell: (day) => {
        const ticket = approved(day, 'OPS', 'Old reports to the new cluster');
        const pull = day.open('10:15', finn, { in: 'legacy', title: `${ticket.key}: run on the new cluster` });
        day.merge('11:00', finn, pull);
        const rollout = day.deploy('11:30', 'legacy');
        return async (acme) => {
          expect(await rangeOf(acme, rollout)).toMatchObject({ relation: 'FIRST', baseSha: null, carries: [pull.mergeCommit] });
          expect((await rangeOf(acme, rollout)).undecided).toHaveLength(1);
          expect(await acme.answers(['direct-push', 'untracked-commits'], rollout)).toEqual([
            'direct-push INDETERMINATE',
            'untracked-commits INDETERMINATE',
          ]);
          // Its own revision is judged: nobody looked at it.
          expect(await acme.answer('unreviewed-code', rollout, pull)).toBe('GAP');
        };
      },
    },
    {
      says: '“the last one before D in it that succeeded”: one that failed, and one without an end after 24 h, are never a base',
      tell: (day) => {
        const before = day.mainOf('pay');
        day.deploy('08:00', 'pay');
        const [one, two, three] = ['Instant transfers', 'At night', 'Abroad'].map((summary) => approved(day, 'PAY', summary));
        const first = day.land(['09:35', '09:40', '09:45'], ana, ben, { in: 'pay', title: `${one!.key}: instant transfers` });
        const failed = day.deploy('10:00', 'pay', { outcome: 'failure' });
        const second = day.land(MORNING, ben, ana, { in: 'pay', title: `${two!.key}: at night` });
        const endless = day.deploy('11:30', 'pay', { ends: null });
        const third = day.land(NOON, ana, ben, { in: 'pay', title: `${three!.key}: abroad` });
        const rollout = day.deploy('13:00', 'pay');
        return async (acme) => {
          expect(await rangeOf(acme, failed)).toMatchObject({ outcome: 'FAILED', baseSha: before, carries: [first.mergeCommit] });
          expect(await rangeOf(acme, endless)).toMatchObject({ outcome: 'UNKNOWN', baseSha: before });
          expect(await rangeOf(acme, rollout)).toMatchObject({
            baseSha: before,
            carries: [first, second, third].map(({ mergeCommit }) => mergeCommit!).sort(),
          });
          expect(await carriedBy(acme, rollout)).toEqual([one, two, three].map((ticket) => ticket!.key).sort());
        };
      },
    },
    {
      says: '“overlapping ones do not see each other”',
      tell: (day) => {
        const before = day.mainOf('pay');
        const [one, two] = [approved(day, 'PAY', 'Ask twice'), approved(day, 'PAY', 'Ask in French')];
        const first = day.land(MORNING, ana, ben, { in: 'pay', title: `${one.key}: ask twice` });
        const early = day.deploy('13:00', 'pay', { ends: '13:30' });
        const second = day.land(['12:40', '12:50', '13:05'], ben, ana, { in: 'pay', title: `${two.key}: ask in French` });
        const late = day.deploy('13:10', 'pay', { ends: '13:40' });
        return async (acme) => {
          expect(await rangeOf(acme, early)).toMatchObject({ baseSha: before, carries: [first.mergeCommit] });
          expect(await rangeOf(acme, late)).toMatchObject({ baseSha: before, carries: [first.mergeCommit!, second.mergeCommit!].sort() });
          expect(await carriedBy(acme, late)).toEqual([one.key, two.key].sort());
        };
      },
    },
    {
      says: '“whose end is not after D’s start”: of an end and a start in one second the ids of the tool decide',
      tell: (day) => {
        const [one, two] = [approved(day, 'PAY', 'In a second'), approved(day, 'PAY', 'In the same second')];
        const first = day.land(MORNING, ana, ben, { in: 'pay', title: `${one.key}: in a second` });
        day.deploy('12:00', 'pay', { ends: '12:30:00' });
        const second = day.land(NOON, ben, ana, { in: 'pay', title: `${two.key}: in the same second` });
        const rollout = day.deploy('12:29', 'pay', { starts: '12:30:00' });
        return async (acme) => {
          expect(await rangeOf(acme, rollout)).toMatchObject({ baseSha: first.mergeCommit, carries: [second.mergeCommit] });
        };
      },
    },
    {
      says: '“stand in one order: start, end …”: of two that started in one second the one that ended later is the last',
      tell: (day) => {
        const [one, two] = [approved(day, 'PAY', 'At once'), approved(day, 'PAY', 'Together')];
        const first = day.land(['09:35', '09:40', '09:45'], ana, ben, { in: 'pay', title: `${one.key}: at once` });
        const second = day.land(MORNING, ben, ana, { in: 'pay', title: `${two.key}: together` });
        const started = { starts: '12:00:00' };
        // Its ids are the first of the two, and its end the last.
        day.deploy('11:58', 'pay', { ...started, revision: second.mergeCommit!, ends: '12:05' });
        day.deploy('11:59', 'pay', { ...started, revision: first.mergeCommit!, ends: '12:10' });
        const rollout = day.deploy('13:00', 'pay', { revision: second.mergeCommit! });
        return async (acme) => {
          expect(await rangeOf(acme, rollout)).toMatchObject({ baseSha: first.mergeCommit, carries: [second.mergeCommit] });
        };
      },
    },
    {
      says: '“Where intervals … leave that open, D’s range rules are INDETERMINATE”: it may have started before or after the other ended',
      tell: (day) => {
        const [one, two] = [approved(day, 'PAY', 'Nobody knows when'), approved(day, 'PAY', 'Nor whether')];
        day.land(MORNING, ana, ben, { in: 'pay', title: `${one.key}: nobody knows when` });
        const early = day.deploy('13:00', 'pay', { ends: '13:10' });
        day.land(NOON, ben, ana, { in: 'pay', title: `${two.key}: nor whether` });
        const late = day.deploy('13:05', 'pay', { ends: '13:20' });
        // Only that it was asked for, and that it succeeded: it started some time between.
        late.statuses.splice(0, 2);
        return async (acme) => {
          const { relation, undecided } = await rangeOf(acme, late);
          expect({ relation, undecided }).toEqual({ relation: 'UNDECIDED', undecided: [expect.stringContaining(String(early.id))] });
          expect(await acme.answers(OVER_A_RANGE, late)).toEqual(OVER_A_RANGE.map((rule) => `${rule} INDETERMINATE`));
        };
      },
    },
    {
      says: '“deployments to one service, environment and target”: whatever the tools call it, by the names that policy gives',
      tell: (day) => {
        day.deploy('08:00', 'pay');
        const [first, second, third] = ['Once', 'Twice', 'Thrice'].map((summary) => approved(day, 'PAY', summary));
        const one = day.land(['09:35', '09:40', '09:45'], ana, ben, { in: 'pay', title: `${first!.key}: once` });
        const prod = day.deploy('10:00', 'pay', { environment: 'prod', mark: false });
        const two = day.land(MORNING, ben, ana, { in: 'pay', title: `${second!.key}: twice` });
        const live = day.deploy('11:30', 'pay', { environment: 'live', mark: false });
        // More than 15 minutes after the other tool: no report of the same deployment.
        const again = day.deploy('12:00', 'pay');
        const three = day.land(NOON, ana, ben, { in: 'pay', title: `${third!.key}: thrice` });
        const rollout = day.deploy('13:00', 'pay');
        return async (acme) => {
          expect((await rangeOf(acme, prod)).carries).toEqual([one.mergeCommit]);
          expect(await rangeOf(acme, live)).toMatchObject({ baseSha: one.mergeCommit, carries: [two.mergeCommit] });
          expect(await rangeOf(acme, again)).toMatchObject({ relation: 'REDEPLOYMENT', baseSha: two.mergeCommit });
          expect(await acme.answer('untraceable-deployment', again)).toBe('PASS');
          expect(await rangeOf(acme, rollout)).toMatchObject({ baseSha: two.mergeCommit, carries: [three.mergeCommit] });
        };
      },
    },
    {
      says: '“deployments to one service, environment and target stand in one order”: each of two production targets has its own',
      tell: (day) => {
        const [one, two] = [approved(day, 'PAY', 'Books in euro'), approved(day, 'PAY', 'Books in dollars')];
        const first = day.land(MORNING, ana, ben, { in: 'ledger', title: `${one.key}: books in euro` });
        const eu = day.deploy('11:30', 'ledger', { environment: 'production-eu' });
        const second = day.land(NOON, ben, ana, { in: 'ledger', title: `${two.key}: books in dollars` });
        const us = day.deploy('13:00', 'ledger', { environment: 'production-us' });
        const euAgain = day.deploy('14:00', 'ledger', { environment: 'production-eu' });
        return async (acme) => {
          expect(await rangeOf(acme, eu)).toMatchObject({ standing: 'PRODUCTION', carries: [first.mergeCommit] });
          expect((await rangeOf(acme, us)).carries).toEqual([first.mergeCommit!, second.mergeCommit!].sort());
          expect(await rangeOf(acme, euAgain)).toMatchObject({ baseSha: first.mergeCommit, carries: [second.mergeCommit] });
          expect(await carriedBy(acme, us)).toEqual([one.key, two.key].sort());
        };
      },
    },
  ],
  POLICY,
);
