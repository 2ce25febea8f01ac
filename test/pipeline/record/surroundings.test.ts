import { expect } from 'vitest';
import { people } from '../../../src/sample/organisation/people.js';
import { MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { term } from '../terms/told.js';
import { given, policy } from './acme-record.js';
import { asked } from './asked.js';
import { written } from './written.js';

const { ana, ben, eva, finn, hugo, mara } = people;

term(
  'The record of a change: windows, assets and context',
  [
    {
      says: 'planned and actual windows, and whether it was delayed',
      tell: (day) => {
        const [inTime, late] = ['11:00', '09:45'].map((end) =>
          day.raise('09:05', mara, { in: 'OPS', summary: `Until ${end}`, window: ['09:30', `${end.slice(0, 2)}:59`] }),
        );
        for (const ticket of [inTime!, late!])
          day.land(['10:15', '10:40', '10:45'], eva, finn, { in: 'infra', title: `${ticket.key}: in its window` });
        day.deploy('10:50', 'infra');
        return async (acme) => {
          expect(await asked(acme, inTime!, 'delayed windows { planned { from to } actual { from to } }')).toMatchObject({
            delayed: false,
            windows: {
              planned: { from: expect.stringContaining('T09:30') as string },
              actual: { from: expect.stringContaining('T10:50:20') as string },
            },
          });
          expect(await asked(acme, late!, 'delayed')).toEqual({ delayed: true });
        };
      },
    },
    {
      says: 'affected assets with their own steps: what the request names and what the deployments touched',
      tell: (day, company) => {
        const ticket = day.raise('09:05', mara, { in: 'PAY', summary: 'Split the books' });
        given(company, ticket, { components: [{ id: '8', name: 'ledger' }] });
        day.move('09:10', ana, ticket, 'In Review');
        day.move('09:30', hugo, ticket, 'Approved');
        day.land(MORNING, ana, ben, { in: 'ledger', title: `${ticket.key}: split the books` });
        day.deploy('11:15', 'ledger', { environment: 'production-eu' });
        day.land(['11:40', '12:05', '12:20'], ben, ana, { in: 'pay', title: `${ticket.key}: read both books` });
        day.deploy('13:00', 'pay', { outcome: 'failure' });
        return async (acme) => {
          const { assets } = await asked(
            acme,
            ticket,
            'assets { nodes { kind name application infrastructure known reviewed moved scheduled closed } }',
          );
          expect(assets).toEqual({
            nodes: [
              {
                ...{ kind: 'SERVICE', name: 'ledger', application: 'Shop', infrastructure: 'DATABASE', known: ['NAMED', 'TOUCHED'] },
                ...{ reviewed: expect.stringContaining('T09:30'), scheduled: expect.stringContaining('T09:30') },
                ...{ moved: expect.stringContaining('T11:20'), closed: null },
              },
              expect.objectContaining({ name: 'pay', known: ['TOUCHED'], moved: null }),
            ],
          });
        };
      },
    },
    {
      says: 'operational context: the incident and the problem that it came from; a need that is proven by them',
      tell: (day) => {
        const incident = day.raise('09:00', mara, { in: 'OPS', type: 'Incident', summary: 'Outage' });
        const problem = day.raise('09:01', mara, { in: 'PAY', type: 'Bug', summary: 'It leaks' });
        const ticket = day.raise('09:05', eva, { in: 'OPS', summary: 'Restart every night', justification: null });
        day.link('09:06', incident, ticket);
        day.link('09:07', problem, ticket);
        return async (acme) => {
          const { context } = await asked(acme, ticket, 'context { nodes { kind key change { key } event { type } } }');
          expect(context).toEqual({
            nodes: [
              { kind: 'INCIDENT', key: incident.key, change: { key: incident.key }, event: { type: 'ticket.linked' } },
              { kind: 'PROBLEM', key: problem.key, change: { key: problem.key }, event: { type: 'ticket.linked' } },
            ],
          });
          const record = await written(acme, ticket);
          expect(record!.proofs).toContain('BUSINESS_NEED PROVEN');
          expect(record!.reasons['BUSINESS_NEED']).toEqual([
            `It came from ${incident.key} (an incident).`,
            `It came from ${problem.key} (a problem).`,
          ]);
        };
      },
    },
    {
      says: 'operational context: the customer request that it is linked to, and the project above it; the need is proven by the request',
      tell: (day, company) => {
        const request = day.raise('09:00', mara, { in: 'WEB', type: 'Standard change', summary: 'A customer asks for vouchers' });
        const ticket = day.raise('09:05', eva, { in: 'WEB', summary: 'Vouchers', justification: null });
        const project = day.raise('09:06', mara, { in: 'WEB', type: 'Change', summary: 'Growth' });
        given(company, ticket, { parent: { id: project.id, key: project.key } });
        day.link('09:07', request, ticket);
        return async (acme) => {
          const { context } = await asked(acme, ticket, 'context { nodes { kind key change { key } event { type } } }');
          expect(context).toEqual({
            nodes: [
              { kind: 'CUSTOMER_REQUEST', key: request.key, change: { key: request.key }, event: { type: 'ticket.linked' } },
              { kind: 'PROJECT', key: project.key, change: { key: project.key }, event: { type: 'ticket.field_changed' } },
            ],
          });
          const record = await written(acme, ticket);
          expect(record!.reasons['BUSINESS_NEED']).toEqual([`It came from ${request.key} (a customer request).`]);
        };
      },
    },
  ],
  policy,
);
