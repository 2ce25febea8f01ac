import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { refOf } from '../terms/acme.js';
import { term } from '../terms/told.js';
import { given, nameOf, policy } from './acme-record.js';
import { asked } from './asked.js';
import { written } from './written.js';

const { ana, ben, gita, hugo, mara } = people;

term(
  'The record of a change: its history and its people',
  [
    {
      says: 'the full status history through the seven stages, with who moved it and on whom it waited',
      tell: (day) => {
        const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Another bank' });
        const way = ['In Review', 'Awaiting approval', 'Approved', 'Implementing', 'Completed', 'Done'] as const;
        way.forEach((status, nth) => day.move(`1${nth}:00`, nth === 5 ? hugo : ana, ticket, status));
        return async (acme) => {
          const record = await written(acme, ticket);
          expect(record!.stages.map(({ stage, name }) => `${stage} ${name}`)).toEqual([
            'REQUESTED To Do',
            'REVIEW In Review',
            'APPROVAL Awaiting approval',
            'SCHEDULED Approved',
            'IMPLEMENTING Implementing',
            'VALIDATING Completed',
            'CLOSED Done',
          ]);
          expect(record!.stages.map(({ from }) => from!.slice(11, 16))).toEqual([
            '09:05',
            '10:00',
            '11:00',
            '12:00',
            '13:00',
            '14:00',
            '15:00',
          ]);
          expect(record!.stages.map(({ to }) => to)).toEqual([...record!.stages.slice(1).map(({ from }) => from), null]);
          const { stages, implementer, verifier, requester } = await asked(
            acme,
            ticket,
            'stages { nodes { actor { name } event { type } } } implementer { name } verifier { name } requester { name }',
          );
          expect(stages).toMatchObject({
            nodes: [
              { event: null },
              ...way.map((_, nth) => ({
                actor: { name: nth === 5 ? nameOf(hugo) : nameOf(ana) },
                event: { type: 'ticket.status_changed' },
              })),
            ],
          });
          expect([requester, implementer, verifier]).toEqual([{ name: nameOf(mara) }, { name: nameOf(ana) }, { name: nameOf(hugo) }]);
          expect(record).toMatchObject({ closedAt: expect.stringContaining('T15:00') as string, outcome: 'SUCCESSFUL', stage: 'CLOSED' });
          expect(record!.proofs).toEqual(expect.arrayContaining(['EXECUTION PROVEN', 'OUTCOME PROVEN']));
        };
      },
    },
    {
      says: 'approval history with every decision, comment, reset and who was asked; a stage waits on whom was asked and has not decided',
      tell: (day) => {
        const ticket = day.raise('09:05', mara, { in: 'OPS', summary: 'Another rack' });
        const first = day.ask('09:10', ticket, 'Board', [gita, hugo]);
        day.decide('10:00', gita, first, { said: 'approved', last: false });
        day.decide('10:30', hugo, first, { said: 'declined', last: true });
        day.comment('10:31', hugo, ticket, 'Not without a plan for the cables.');
        day.move('11:00', gita, ticket, 'Approved');
        day.move('12:00', gita, ticket, 'In Review');
        day.move('13:00', gita, ticket, 'Awaiting approval');
        day.ask('13:10', ticket, 'Board again', [hugo]);
        return async (acme) => {
          const { approvals, comments, stages } = await asked(
            acme,
            ticket,
            'approvals(first: 20) { nodes { decision by overall approver { name } } } comments { nodes { person { name } texts { value } } } stages { nodes { stage waitingFor { name } } }',
          );
          const words = (
            approvals as unknown as { nodes: { decision: string; by: string; approver: { name: string } | null }[] }
          ).nodes.map(({ decision, by, approver }) => `${decision} ${by} ${approver?.name ?? '-'}`);
          expect(words).toEqual(
            expect.arrayContaining([
              `REQUESTED APPROVAL ${nameOf(gita)}`,
              `REQUESTED APPROVAL ${nameOf(hugo)}`,
              `APPROVED APPROVAL ${nameOf(gita)}`,
              `REJECTED APPROVAL ${nameOf(hugo)}`,
              `APPROVED STATUS ${nameOf(gita)}`,
              `RESET STATUS ${nameOf(gita)}`,
            ]),
          );
          expect(comments).toMatchObject({
            nodes: [{ person: { name: nameOf(hugo) }, texts: [{ value: 'Not without a plan for the cables.' }] }],
          });
          const last = (stages as unknown as { nodes: { stage: string; waitingFor: { name: string }[] }[] }).nodes.at(-1);
          expect(last).toEqual({ stage: 'APPROVAL', waitingFor: [{ name: nameOf(hugo) }] });
        };
      },
    },
    {
      says: 'requester, assignee and implementer; plan with steps and owners',
      tell: (day, company) => {
        const ticket = approved(day, 'PAY', 'Larger invoices');
        given(company, ticket, { assignee: ben.jira.accountId });
        const step = day.raise('09:06', mara, { in: 'PAY', type: 'Bug', summary: 'Larger tables first' });
        given(company, step, { parent: { id: ticket.id, key: ticket.key }, assignee: ana.jira.accountId });
        day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: larger invoices` });
        day.deploy('11:15', 'pay', { by: ben });
        return async (acme) => {
          const shown = await asked(
            acme,
            ticket,
            'requester { name } assignee { name } implementer { name } plan { text steps { nodes { ref key owner { name } status stage } } }',
          );
          expect(shown).toEqual({
            requester: { name: nameOf(mara) },
            assignee: { name: nameOf(ben) },
            implementer: { name: ben.github.login },
            plan: {
              text: expect.stringContaining('Merge, let the pipeline') as string,
              steps: { nodes: [{ ref: refOf(step), key: step.key, owner: { name: nameOf(ana) }, status: 'To Do', stage: 'REQUESTED' }] },
            },
          });
        };
      },
    },
  ],
  policy,
);
