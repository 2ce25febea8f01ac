import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { runHub, type RunningHub, type Tree } from '../schema/running-hub.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.stop());

const MUTATION = `mutation ($input: RecordEventsInput!) { recordEvents(input: $input) {
  __typename ... on EventsRecorded { delivery eventIds added cursor } ... on EventsRefused { sentence mistakes { index path sentence } } } }`;

const EXPLAIN = `query ($delivery: ID!) { explain(delivery: $delivery) { delivery { door source state verified
  records(first: 10) { nodes { position kind key state events(first: 10) { nodes { type first way { waiting } } } } } } } }`;

const RUN = {
  type: 'execution.finished',
  id: 'JOB00042',
  at: '2026-03-01T10:00:00Z',
  data: {
    change: 'CHG0000042',
    job: 'PAYMOVE',
    outcome: 'SUCCEEDED',
    returnCode: '0000',
    operator: { id: 'U4711', name: 'Petra Holt' },
    detail: 'Moved for PAY-7, no abend.',
  },
};

async function record(events: readonly unknown[], options: { source?: string; token?: string } = {}): Promise<Tree> {
  const { source = 'tso-acme', token } = options;
  const variables = { input: { source, events } };
  const answer = await hub.ask(MUTATION, { variables, ...(token === undefined ? {} : { token }) });
  expect(answer.errors).toEqual([]);
  return answer.data['recordEvents']!;
}

describe('recordEvents', () => {
  it('records what an ingest token pushes, and the same said twice is one event', async () => {
    const token = await hub.tokenFor('ingest');
    const first = await record([RUN], { token });
    expect(first).toMatchObject({ __typename: 'EventsRecorded', added: 1, eventIds: [expect.stringMatching(/^[0-9a-f]{64}$/)] });
    const again = await record([RUN], { token });
    expect(again).toMatchObject({ added: 0, cursor: null, eventIds: first['eventIds'] });
  });

  it('replaces accounts by pseudonyms and texts by digests, and finds the changes that they name', async () => {
    await record([RUN]);
    await followToEnd(hub.sql, hub.key);
    const [row] = await hub.sql<{ body: string }[]>`
      select convert_from(l.body, 'UTF8') as body from ledger_event l join timeline_entry t using (seq)
      where t.subject = 'execution:tso-acme:JOB00042' and t.type = 'execution.finished'`;
    expect(row?.body).not.toMatch(/U4711|Petra|abend/);
    const mentions = await hub.sql`
      select key, method, place from ticket_mention where from_ref = 'execution:tso-acme:JOB00042' order by key`;
    expect(mentions).toEqual([
      { key: 'CHG0000042', method: 'RELATION', place: 'change' },
      { key: 'PAY-7', method: 'TEXT', place: 'detail' },
    ]);
  });

  it('keeps what was pushed as a delivery, and explain shows its whole way; the same sent again is that delivery', async () => {
    const run = { ...RUN, id: 'JOB00099' };
    const started = {
      type: 'execution.started',
      id: 'JOB00099',
      at: '2026-03-01T09:00:00Z',
      data: { job: 'PAYMOVE', change: 'CHG0000042' },
    };
    const first = await record([started, run]);
    expect((await record([started, run]))['delivery']).toBe(first['delivery']);
    expect((await record([run]))['delivery']).not.toBe(first['delivery']);
    await followToEnd(hub.sql, hub.key);
    const { data, errors } = await hub.ask(EXPLAIN, { variables: { delivery: first['delivery'] } });
    expect(errors).toEqual([]);
    const ended = (kind: string, position: number, waiting: string) => ({
      ...{ position, kind, key: 'JOB00099', state: 'EVENTS' },
      events: { nodes: [{ type: kind, first: true, way: { waiting: [waiting] } }] },
    });
    expect(data['explain']).toMatchObject({
      delivery: {
        ...{ door: 'PUSH', source: 'tso-acme', state: 'SETTLED', verified: expect.stringMatching(/token was checked/) as string },
        records: { nodes: [ended('execution.started', 0, 'CHG0000042'), ended('execution.finished', 1, 'PAY-7')] },
      },
    });
    const [row] = await hub.sql<{ body: string }[]>`
      select convert_from(body, 'UTF8') as body from inbox_delivery where id = ${String(first['delivery'])}`;
    expect(JSON.parse(row!.body)).toMatchObject([{ type: 'execution.started' }, { type: 'execution.finished' }]);
    const told = await hub.ask('query ($event: ID!) { explain(event: $event) { event { door sentence } delivery { id } } }', {
      variables: { event: (first['eventIds'] as unknown as string[])[1] },
    });
    expect(told.data['explain']).toEqual({
      event: { door: 'PUSH', sentence: 'tso-acme pushed it, and recorded/1 made the event of it.' },
      delivery: { id: first['delivery'] },
    });
  });

  it('keeps no delivery of what it refuses', async () => {
    const count = async () => (await hub.sql<{ n: number }[]>`select count(*)::int as n from inbox_delivery where door = 'PUSH'`)[0]!.n;
    const before = await count();
    expect(
      await record([
        { ...RUN, id: 'JOB00044' },
        { ...RUN, type: 'job.ended' },
      ]),
    ).toMatchObject({ __typename: 'EventsRefused' });
    expect(await count()).toBe(before);
  });

  it('records a fact that is said otherwise as a rewriting', async () => {
    const run = { ...RUN, id: 'JOB00043' };
    await record([run]);
    await record([{ ...run, data: { ...run.data, outcome: 'FAILED', returnCode: '0012' } }]);
    await followToEnd(hub.sql, hub.key);
    const types = await hub.sql<
      { type: string }[]
    >`select type from timeline_entry where subject = 'execution:tso-acme:JOB00043' order by seq`;
    expect(types.map(({ type }) => type)).toEqual(['execution.finished', 'event.rewritten']);
    expect(await hub.sql`select outcome, return_code from execution where execution = 'execution:tso-acme:JOB00043'`).toEqual([
      { outcome: 'FAILED', return_code: '0012' },
    ]);
  });

  it('records nothing of a request in which anything is wrong, and names every mistake by its place', async () => {
    const wrong = [
      { ...RUN, id: 'JOB00050' },
      { ...RUN, id: 'JOB00051', at: 'yesterday', data: { ...RUN.data, outcome: 'FINE', retunCode: '0' } },
      { type: 'commit.recorded', id: '1', at: '2026-03-01T10:00:00Z', data: {} },
      { type: 'ticket.status_changed', id: '1', at: '2026-03-01T10:00:00Z', data: { to: 'Approved' } },
      'no object',
    ];
    const answer = await record(wrong);
    expect(answer['sentence']).toBe('4 of 5 events cannot be read, so nothing was recorded.');
    const mistakes = (answer['mistakes'] as unknown as { index: number; path: string; sentence: string }[]).map(({ index, path }) => [
      index,
      path,
    ]);
    expect(mistakes).toEqual([
      [1, 'at'],
      [1, 'data.outcome'],
      [1, 'data.retunCode'],
      [2, 'type'],
      [3, 'transition'],
      [4, 'type'],
    ]);
    await followToEnd(hub.sql, hub.key);
    expect(await hub.sql`select true from timeline_entry where subject = 'execution:tso-acme:JOB00050'`).toEqual([]);
  });

  it('takes events of a source only that changeline.yaml declares', async () => {
    expect((await record([RUN], { source: 'github-acme' }))['sentence']).toBe(
      'changeline.yaml has no source github-acme of pushed events. It has: tso-acme, mainframe. Add it under sources, with type: events; the hub reads the file again by itself.',
    );
  });

  it('takes 1 to 500 events at once', async () => {
    for (const events of [[], Array.from({ length: 501 }, (_, n) => ({ ...RUN, id: `X${n}` }))]) {
      const { errors } = await hub.ask(MUTATION, { variables: { input: { source: 'tso-acme', events } } });
      expect(errors[0]?.message).toBe(`Send 1 to 500 events at once; these are ${events.length}.`);
    }
  });

  it('is refused to people who may ask but not hand in', async () => {
    const { errors } = await hub.ask(MUTATION, {
      token: await hub.tokenFor('compliance'),
      variables: { input: { source: 'tso-acme', events: [RUN] } },
    });
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('is all that an ingest token may do', async () => {
    const token = await hub.tokenFor('ingest');
    for (const question of [
      '{ viewer { name } }',
      '{ __schema { queryType { name } } }',
      'mutation { recordEvents(input: { source: "tso-acme", events: [] }) { __typename } revokeToken(input: { id: "x" }) { __typename } }',
      'mutation { ...Both } fragment Both on Mutation { recordEvents(input: { source: "tso-acme", events: [] }) { __typename } }',
    ]) {
      const { status, errors } = await hub.ask(question, { token });
      expect([question, status, errors[0]?.extensions['code']]).toEqual([question, 403, 'FORBIDDEN']);
    }
  });
});

it('says at /schema/events/… what each type holds', async () => {
  const schema = (await (await fetch(`${hub.url}/schema/events/execution.finished.json`)).json()) as { required: string[] };
  expect(schema.required).toEqual(['type', 'id', 'at', 'data']);
  expect((await fetch(`${hub.url}/schema/events/commit.recorded.json`)).status).toBe(404);
});
