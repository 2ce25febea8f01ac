import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { refOf } from './acme.js';
import { rangeOf } from './seen.js';
import { term } from './told.js';

const { ana, ben, cleo, dan, hugo, mara } = people;
const APPROVALS = ['unapproved-deployment', 'post-hoc-approval'];

term('Terms, Deployment and Service, team, environment, target', [
  {
    says: '“Start: the tool’s own start (first `in_progress` …)”: an approval after it was asked for and before it started is in time',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Wait for the go' });
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: wait for the go` });
      const rollout = day.deploy('12:00', 'pay', { starts: '12:30', ends: '12:40' });
      day.approve('12:15', hugo, ticket);
      return async (acme) => expect(await acme.answers(APPROVALS, rollout, ticket)).toEqual(APPROVALS.map((rule) => `${rule} PASS`));
    },
  },
  {
    says: '“where it has none, the interval from creation … to the first later status”: an approval within it is in no order with the start',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Go without a start' });
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: go without a start` });
      const rollout = day.deploy('12:00', 'pay', { ends: '12:40' });
      rollout.statuses.splice(0, 2);
      day.approve('12:15', hugo, ticket);
      return async (acme) => {
        expect(await acme.answer('post-hoc-approval', rollout, ticket)).toBe('INDETERMINATE');
        expect(await acme.sentence('post-hoc-approval', rollout, ticket)).toContain('cannot be ordered with its start');
      };
    },
  },
  {
    says: '“Without an end after 24 h its outcome is UNKNOWN.”',
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'A map of the shops');
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: a map of the shops` });
      const rollout = day.deploy('11:30', 'web', { ends: null });
      // What never ended is no base: the next one carries it, too.
      day.deploy('+1d 11:30', 'web');
      return async (acme) => expect(await rangeOf(acme, rollout)).toMatchObject({ outcome: 'UNKNOWN', standing: 'PRODUCTION' });
    },
  },
  {
    says: '“One cancelled before it started is no subject.”',
    tell: (day) => {
      day.land(MORNING, cleo, dan, { in: 'web', title: 'Nothing says why' });
      const cancelled = day.deploy('11:30', 'web', { starts: null });
      const rollout = day.deploy('14:00', 'web');
      return async (acme) => {
        expect(await acme.sql`select rule from verdict where unit = ${refOf(cancelled)}`).toEqual([]);
        expect(await acme.answer('untraceable-deployment', rollout)).toBe('GAP');
      };
    },
  },
  {
    says: '“One that failed after it started is judged like any other”',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Fails without approval' });
      const pull = day.open('10:15', ana, { in: 'pay', title: `${ticket.key}: fails without approval` });
      day.merge('10:40', ana, pull);
      const failed = day.deploy('11:30', 'pay', { outcome: 'error' });
      return async (acme) => {
        expect(await rangeOf(acme, failed)).toMatchObject({ outcome: 'FAILED', carries: [pull.mergeCommit] });
        expect(await acme.answer('unapproved-deployment', failed, ticket)).toBe('GAP');
        expect(await acme.answer('unreviewed-code', failed, pull)).toBe('GAP');
      };
    },
  },
  {
    says: '“An environment that policy does not map takes the tool’s own mark: GitHub’s `production_environment: true`”',
    tell: (day) => {
      const ticket = day.raise('09:05', mara, { in: 'WEB', summary: 'Live at once' });
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: live at once` });
      const live = day.deploy('11:30', 'web', { environment: 'live', mark: true });
      return async (acme) => {
        expect(await rangeOf(acme, live)).toMatchObject({ standing: 'PRODUCTION', environment: 'live' });
        expect(await acme.answer('unapproved-deployment', live, ticket)).toBe('GAP');
      };
    },
  },
  {
    says: '“its false is a default and says nothing … With neither it is unknown: every deployment rule answers INDETERMINATE”',
    tell: (day) => {
      day.land(MORNING, dan, cleo, { in: 'web', title: 'Nothing says why it is here' });
      // Only its name sounds like production, and nobody said so.
      const unknown = day.deploy('11:30', 'web', { environment: 'Production', mark: false });
      day.deploy('12:00', 'web', { environment: 'staging' });
      return async (acme) => {
        expect((await rangeOf(acme, unknown)).standing).toBe('UNKNOWN');
        const answers = await acme.sql<{ answer: string }[]>`
          select distinct answer from verdict where unit = ${refOf(unknown)} and recorded_to is null`;
        expect(answers).toEqual([{ answer: 'INDETERMINATE' }]);
        const rules = await acme.sql<{ rule: string }[]>`select rule from verdict where unit = ${refOf(unknown)} and recorded_to is null`;
        expect(rules.length).toBeGreaterThan(5);
      };
    },
  },
  {
    says: '“to environments (production or not …)”: what policy calls no production is no subject',
    tell: (day) => {
      day.land(MORNING, dan, cleo, { in: 'web', title: 'Only to try' });
      const staging = day.deploy('11:30', 'web', { environment: 'staging', mark: true });
      day.deploy('12:00', 'web');
      return async (acme) => {
        expect((await rangeOf(acme, staging)).standing).toBe('OTHER');
        expect(await acme.sql`select rule from verdict where unit = ${refOf(staging)} and recorded_to is null`).toEqual([]);
      };
    },
  },
]);
