import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy } from './deployed.js';
import { pushed, record } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';
import { connect, subscribe } from './socket.js';

let hub: RunningHub;
const delivery = randomUUID();

beforeAll(async () => {
  hub = await runHub((plain) => ({ sources: [...plain.sources, { name: 'silent', connector: 'github', webhookOnly: [] }] }));
  const [event] = await record(hub.sql, hub.key, [pushed(1)]);
  await deploy(hub.sql, 5);
  await hub.sql`insert into source_state (source, connector, health, sentence, clock_offset_ms, refused) values ('github-acme', 'github', 'HEALTHY', 'It answers.', 12, 4)`;
  await hub.sql`insert into source_stream (source, stream, label, records, total, completed_at) values ('github-acme', '1/pull_requests', 'acme/pay pull requests', 1250, 3400, clock_timestamp() - interval '90 s'), ('github-acme', '1/tags', 'acme/pay tags', 3, null, clock_timestamp())`;
  await hub.sql`insert into coverage (source, scope, collection, state, reason, seq) values ('github-acme', 'repository:github-acme:1', 'reviews', 'DENIED', 'Resource not accessible', 0), ('github-acme', 'repository:github-acme:2', 'reviews', 'DENIED', 'Resource not accessible', 0), ('github-acme', 'repository:github-acme:2', 'statuses', 'DENIED', 'Resource not accessible', 0), ('github-acme', 'repository:github-acme:1', 'tags', 'COMPLETE', null, 0)`;
  await hub.sql`insert into inbox_delivery (id, source, door, headers, body, dedupe, state) values (${delivery}, 'github-acme', 'WEBHOOK', ${'{}'}::text::jsonb, ${Buffer.from('{}')}, ${Buffer.from('x')}, 'SETTLED')`;
  const row = (position: number, state: string, reason: string | null, events: Buffer[]) => hub.sql`
    insert into inbox_record (delivery, position, source, kind, key, digest, state, reason, field, normaliser_version, events)
    values (${delivery}, ${position}, 'github-acme', 'webhook.push', ${`push:${position}`}, ${Buffer.from('d')}, ${state}, ${reason}, ${state === 'QUARANTINED' ? 'ref' : null}, 1, ${hub.sql.array(events, 1001)}::bytea[])`;
  await row(0, 'EVENTS', null, [Buffer.from(event?.envelope.eventId ?? '', 'hex')]);
  await row(1, 'IGNORED', 'A ping says nothing.', []);
  await row(2, 'QUARANTINED', 'ref is missing.', []);
  await row(3, 'QUARANTINED', 'ref is a number.', []);
  await hub.sql`insert into inbox_doorbell (source, collection, digest, reference, attempts) values ('github-acme', 'commits', ${Buffer.from('1')}, ${'{}'}::text::jsonb, 2), ('github-acme', 'commits', ${Buffer.from('2')}, ${'{}'}::text::jsonb, 10)`;
});
afterAll(() => hub.stop());

describe('sources', () => {
  it('tells health, progress, coverage, quarantine and what is unmapped, also of one that never reported', async () => {
    const { data, errors } =
      await hub.ask(`{ sources { name connector health sentence clockOffsetMs refused lagSeconds pendingDeliveries doorbellsWaiting doorbellsFailing webhookOnly
      streams { nodes { stream label records total } } denied { collection scopes reason } coverage { nodes { scope collection state reason upTo } }
      quarantine(first: 1) { totalCount nodes { delivery position kind error field } pageInfo { endCursor } } unmappedEnvironments { environment deployments } } }`);
    expect(errors).toEqual([]);
    const [acme, silent] = ['github-acme', 'silent'].map((wanted) => list(data['sources']).find(({ name }) => String(name) === wanted));
    expect(acme).toMatchObject({
      name: 'github-acme',
      health: 'HEALTHY',
      sentence:
        'It answers. It does not let the hub read reviews (2 scopes), statuses (1 scope): rules that need them answer INDETERMINATE.',
      denied: [
        { collection: 'reviews', scopes: 2, reason: 'Resource not accessible' },
        { collection: 'statuses', scopes: 1, reason: 'Resource not accessible' },
      ],
      clockOffsetMs: 12,
      refused: 4,
      pendingDeliveries: 0,
      doorbellsWaiting: 1,
      doorbellsFailing: 1,
      webhookOnly: ['tag.moved'],
      streams: {
        nodes: [
          { stream: '1/pull_requests', records: 1250, total: 3400 },
          { stream: '1/tags', total: null },
        ],
      },
      coverage: {
        nodes: [
          { collection: 'reviews', state: 'DENIED', reason: 'Resource not accessible', upTo: null },
          { collection: 'tags', state: 'COMPLETE' },
          { collection: 'reviews' },
          { collection: 'statuses' },
        ],
      },
      quarantine: { totalCount: 2, nodes: [{ delivery, position: 2, error: 'ref is missing.', field: 'ref' }] },
      unmappedEnvironments: [{ environment: 'production', deployments: 1 }],
    });
    expect(Number(acme?.['lagSeconds'])).toBeGreaterThanOrEqual(90);
    expect(silent).toMatchObject({
      name: 'silent',
      health: 'STARTING',
      sentence: 'silent was not asked yet.',
      denied: [],
      streams: { nodes: [] },
    });
    const cursor = String(acme?.['quarantine']?.['pageInfo']?.['endCursor']);
    const next = await hub.ask(`{ sources { quarantine(first: 1, after: "${cursor}") { nodes { position } } } }`);
    expect(list(next.data['sources'])[0]?.['quarantine']).toEqual({ nodes: [{ position: 3 }] });
  });
});

describe('explain', () => {
  it('tells the way of a delivery, each record to its end', async () => {
    const { data, errors } = await hub.ask(
      `{ explain(delivery: "${delivery}") { delivery { source door verified state records(first: 3) { totalCount nodes { position state reason field events { nodes { eventId type seq } } } } } event { eventId } } }`,
    );
    expect(errors).toEqual([]);
    expect(data['explain']).toMatchObject({
      event: null,
      delivery: {
        door: 'WEBHOOK',
        records: {
          totalCount: 4,
          nodes: [
            { state: 'EVENTS', events: { nodes: [{ type: 'branch.pushed', seq: '0' }] } },
            { state: 'IGNORED', reason: 'A ping says nothing.' },
            { state: 'QUARANTINED', field: 'ref' },
          ],
        },
      },
    });
  });

  it('tells the versions of an event', async () => {
    const { data } = await hub.ask('{ timeline(filter: { types: ["branch.pushed"] }) { nodes { id } } }');
    const id = String(list(data['timeline']?.['nodes'])[0]?.['id']);
    const told = await hub.ask(`{ explain(event: "${id}") { event { eventId versions { seq type normaliser } } delivery { id } } }`);
    expect(told.data['explain']).toEqual({
      event: { eventId: id, versions: [{ seq: '0', type: 'branch.pushed', normaliser: 'github/1' }] },
      delivery: null,
    });
  });
});

describe('replay and requestSync', () => {
  it('put quarantined records back to be read', async () => {
    const none = await hub.ask('mutation { replay(input: { source: "silent" }) { ... on Refused { sentence } } }');
    expect(none.data['replay']?.['sentence']).toMatch(/No quarantined record matches/);
    const { data } = await hub.ask(
      `mutation { replay(input: { delivery: "${delivery}", position: 2 }) { ... on ReplayStarted { deliveries records } } }`,
    );
    expect(data['replay']).toEqual({ deliveries: 1, records: 1 });
  });

  it('have a source read now, and refuse one that is not there', async () => {
    const ask = async (input: string) =>
      (await hub.ask(`mutation { requestSync(input: { ${input} }) { ... on SyncRequested { streams } ... on Refused { sentence } } }`))
        .data['requestSync'];
    expect(await ask('source: "github-acme"')).toEqual({ streams: 3 });
    expect(await ask('source: "github-acme", stream: "nothing"')).toEqual({
      sentence: 'github-acme has no such stream yet; its streams are listed by sources.',
    });
    expect(await ask('source: "gitlab"')).toEqual({ sentence: 'There is no source gitlab. These are configured: github-acme, silent.' });
  });

  it('is recorded in lists of rules, event types and the ledger', async () => {
    const { data, errors } = await hub.ask(
      '{ rules { id severity clauses } eventTypes { name description } ledger { log size root } viewer { role } }',
    );
    expect(errors).toEqual([]);
    expect(data['ledger']).toMatchObject({ log: 'test/1', root: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(list(data['eventTypes']).length).toBeGreaterThan(30);
  });
});

describe('syncProgress', () => {
  it('tells how far the first reading is, of the source that is asked for, and sources says the same', async () => {
    const client = await connect(hub);
    const progress = subscribe(
      client,
      'subscription { syncProgress(source: "github-acme") { source streams streamsRead records total share } }',
    );
    await progress.until(1);
    const said = { source: 'github-acme', streams: 2, streamsRead: 0, records: 1253, total: null, share: 1250 / 3400 / 2 };
    expect(progress.got[0]?.data?.['syncProgress']).toEqual(said);
    await hub.sql`update source_stream set passes = 1 where stream = '1/tags'`;
    await progress.until(2);
    expect(progress.got[1]?.data?.['syncProgress']).toMatchObject({
      streamsRead: 1,
      records: 1250,
      total: 3400,
      share: 0.5 + 1250 / 3400 / 2,
    });
    const { data } = await hub.ask('{ sources { name progress { streamsRead share secondsLeft recordsPerSecond at } } }');
    expect(list(data['sources']).map(({ name, progress: one }) => [name, one?.['streamsRead']])).toEqual([
      ['github-acme', 1],
      ['mainframe', undefined],
      ['silent', undefined],
      ['tso-acme', undefined],
    ]);
    await client.dispose();
  });
});
