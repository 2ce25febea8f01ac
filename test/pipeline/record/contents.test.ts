import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { term } from '../terms/told.js';
import { given, policy, READY } from './acme-record.js';
import { asked } from './asked.js';
import { written } from './written.js';

const { eva, finn, gita, hugo, mara } = people;

term(
  'The record of a change: contents and proofs',
  [
    {
      says: 'eleven contents, each with its events: of a complete change all are PRESENT, and all six proofs are PROVEN',
      tell: (day, company) => {
        const ticket = day.raise('09:05', mara, { in: 'OPS', summary: 'Newer firmware', window: ['11:00', '12:00'] });
        given(company, ticket, READY);
        day.approve('09:30', gita, ticket);
        day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: newer firmware` });
        day.deploy('11:15', 'infra');
        day.move('11:30', finn, ticket, 'Completed');
        day.move('12:30', hugo, ticket, 'Done');
        return async (acme) => {
          const record = await written(acme, ticket);
          expect(record!.contents).toHaveLength(11);
          expect(record!.contents.filter((one) => !one.endsWith(' PRESENT'))).toEqual([]);
          expect(record!.proofs).toEqual(
            ['AUTHORISATION', 'BUSINESS_NEED', 'IMPACT_REVIEW', 'READINESS', 'EXECUTION', 'OUTCOME'].map((proof) => `${proof} PROVEN`),
          );
          const { recordContents } = await asked(acme, ticket, 'recordContents { content events(first: 9) { nodes { type } } }');
          const types = (recordContents as unknown as { content: string; events: { nodes: { type: string }[] } }[]).map(
            ({ content, events }) => [content, [...new Set(events.nodes.map(({ type }) => type))]],
          );
          expect(Object.fromEntries(types)).toMatchObject({
            BACKOUT_PLAN: ['ticket.field_changed'],
            APPROVAL_HISTORY: expect.arrayContaining(['approval.requested', 'approval.decided']) as unknown,
            STATUS_HISTORY: expect.arrayContaining(['ticket.status_changed']) as unknown,
            EXECUTION_EVIDENCE: expect.arrayContaining(['deployment.started', 'deployment.finished']) as unknown,
          });
        };
      },
    },
    {
      says: 'ABSENT where a placeholder stands, LATE where it first came after the start; the proofs give their reasons',
      tell: (day, company) => {
        const ticket = day.raise('09:05', mara, { in: 'OPS', summary: 'Older firmware', backout: 'tbd', plan: null, justification: null });
        given(company, ticket, { priority: { id: '2', name: 'High' } });
        day.approve('09:30', gita, ticket);
        day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: older firmware` });
        day.deploy('11:15', 'infra');
        day.write('14:00', finn, ticket, { plan: 'As we did it.' });
        return async (acme) => {
          const record = await written(acme, ticket);
          expect(record!.contents).toEqual(
            expect.arrayContaining(['BACKOUT_PLAN ABSENT', 'IMPLEMENTATION_PLAN LATE', 'BUSINESS_JUSTIFICATION ABSENT']),
          );
          expect(record!.unread['BACKOUT_PLAN']).toEqual([]);
          expect(record!.proofs).toEqual(
            expect.arrayContaining(['BUSINESS_NEED NOT_PROVEN', 'READINESS NOT_PROVEN', 'AUTHORISATION PROVEN']),
          );
          expect(record!.reasons['READINESS']).toEqual(
            expect.arrayContaining(['The implementation plan came after the start.', 'The backout plan is missing.']),
          );
          expect(record!.reasons['BUSINESS_NEED']).toEqual(['The business justification is missing.']);
        };
      },
    },
    {
      says: 'never approved: the proof of authorisation is CONTRADICTED, with the sentence of the rule',
      tell: (day) => {
        const ticket = day.raise('09:05', mara, { in: 'OPS', summary: 'Quick firmware' });
        day.land(MORNING, eva, finn, { in: 'infra', title: `${ticket.key}: quick firmware` });
        const rollout = day.deploy('11:15', 'infra');
        return async (acme) => {
          const record = await written(acme, ticket);
          expect(record!.proofs).toContain('AUTHORISATION CONTRADICTED');
          expect(record!.reasons['AUTHORISATION']).toEqual([await acme.sentence('unapproved-deployment', rollout, ticket)]);
        };
      },
    },
  ],
  policy,
);
