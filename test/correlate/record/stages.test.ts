import { describe, expect, it } from 'vitest';
import { changed, read } from '../tickets.js';
import { second, span } from '../runs.js';
import { AFTER, BEFORE, decided, deployed, moves, policy, recordTold, START, type Told } from './facts.js';

const asked = (at: number, approver: string) => decided(at, { approver, decision: 'REQUESTED', request: `approval:1/${approver}` });
const waiting = (told: Told) =>
  recordTold(told).stages.map(({ stage, waitingFor }) => `${stage}: ${waitingFor.map((who) => who.replace('person:', '')).join(', ')}`);

describe('the stages of a change', () => {
  it('are its status history, from its creation on', () => {
    const { stages, stage, closedAt } = recordTold({ fields: { status: moves([1_000, 'Reviewing'], [2_000, 'Closed']) } });
    expect(stages.map((one) => [one.stage, one.from, one.to, one.actor, one.seq])).toEqual([
      ['REQUESTED', second(100), second(1_000), 'person:creator', null],
      ['REVIEW', second(1_000), second(2_000), 'person:Reviewing', 1_000],
      ['CLOSED', second(2_000), null, 'person:Closed', 2_000],
    ]);
    expect([stage, closedAt]).toEqual(['CLOSED', second(2_000)]);
  });

  it('of a ticket without transitions are the status that was read', () => {
    const { stages } = recordTold({ fields: { status: [read('New', span(AFTER), { toName: 'New' })] } });
    expect(stages).toMatchObject([{ stage: 'REQUESTED', from: second(100), to: null, seq: 600 }]);
  });

  it('have no stage where policy says nothing of the status', () => {
    expect(recordTold({ fields: { status: moves([1_000, 'Elsewhere']) } }).stages.at(-1)).toMatchObject({ stage: null, name: 'Elsewhere' });
  });

  it('wait for whom was asked and has not decided, while they last', () => {
    const told = {
      fields: { status: moves([1_000, 'Deciding'], [3_000, 'Reviewing'], [4_000, 'Deciding']) },
      decisions: [asked(1_100, 'person:ana'), asked(1_200, 'person:hugo'), decided(2_000, { approver: 'person:ana' })],
    };
    expect(waiting(told)).toEqual(['REQUESTED: ', 'APPROVAL: ana, hugo', 'REVIEW: hugo', 'APPROVAL: hugo']);
  });

  it('wait for the assignee of that time where nobody was asked, and when the work is his; closed for nobody', () => {
    const told = {
      fields: {
        status: moves([1_000, 'Doing'], [3_000, 'Checking'], [4_000, 'Closed']),
        assignee: [changed('person:dev', 'person:mara', span(3_500))],
      },
      decisions: [asked(500, 'person:hugo')],
    };
    expect(waiting(told)).toEqual(['REQUESTED: hugo', 'IMPLEMENTING: dev', 'VALIDATING: mara', 'CLOSED: ']);
  });

  it('count a decision without a time from the end of the whole approval', () => {
    const undated = { ...decided(90, { approver: 'person:ana' }), dated: false, at: { from: second(90), to: second(50_000) } };
    const whole = decided(2_500, { request: 'approval:1', overall: true });
    const told = {
      fields: { status: moves([1_000, 'Deciding'], [3_000, 'Reviewing']) },
      decisions: [asked(1_100, 'person:ana'), undated, { ...whole, approver: null }],
    };
    expect(waiting(told)).toEqual(['REQUESTED: ', 'APPROVAL: ana', 'REVIEW: ']);
  });

  it('that go back from CLOSED leave it open; closed again, it counts from then', () => {
    const again = moves([1_000, 'Closed'], [2_000, 'Doing'], [3_000, 'Closed']);
    expect(recordTold({ fields: { status: again.slice(0, 2) } }).closedAt).toBeNull();
    expect(recordTold({ fields: { status: again } }).closedAt).toBe(second(3_000));
  });

  it('that move from one closed status to another are closed since the first', () => {
    const told = { fields: { status: moves([1_000, 'Closed'], [2_000, 'Archived']) } };
    const statuses = { '*': { ...policy.statuses['*'], Archived: { stage: 'CLOSED' } } } as const;
    expect(recordTold(told, { ...policy, statuses }).closedAt).toBe(second(1_000));
  });

  it('that go into any other status after CLOSED are not closed: an approval that was noted afterwards opens the ticket again', () => {
    const told = { fields: { status: moves([1_000, 'Closed'], [2_000, 'Approved']) } };
    const statuses = { '*': { ...policy.statuses['*'], Approved: { stage: 'SCHEDULED', approval: 'APPROVED' } } } as const;
    expect(recordTold(told, { ...policy, statuses })).toMatchObject({ stage: 'SCHEDULED', closedAt: null });
  });

  it('without a map of statuses are closed by the resolution', () => {
    const fields = { status: moves([1_000, 'Closed']), resolution: [changed(null, '1', span(2_000))] };
    expect(recordTold({ fields }, { ...policy, statuses: {} }).closedAt).toBe(second(2_000));
  });
});

describe('the times of a change', () => {
  it('are of its approval, its earliest implementation and the last that succeeded', () => {
    const implementations = [deployed(START), deployed(AFTER), deployed(20_000, { outcome: 'FAILED' })];
    expect(recordTold({ decisions: [decided(BEFORE)], implementations })).toMatchObject({
      ...{ createdAt: second(100), approvedAt: second(BEFORE), startedAt: second(START), finishedAt: second(AFTER + 60) },
    });
    expect(recordTold({ decisions: [decided(BEFORE, { decision: 'REJECTED' })] }).approvedAt).toBeNull();
  });

  it.each([
    ['ended before its planned end', START + 100, false],
    ['ended after it', START, true],
  ])('where it %s', (_, plannedTo, expected) => {
    const fields = { to: [read(second(plannedTo), span(AFTER))] };
    expect(recordTold({ fields, implementations: [deployed(START)] }).delayed).toBe(expected);
    expect(recordTold({ fields }).delayed).toBeNull();
    expect(recordTold({ implementations: [deployed(START)] }).delayed).toBeNull();
  });
});
