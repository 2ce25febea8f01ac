import { afterEach, describe, expect, it } from 'vitest';
import { SourceRefused, SourceUnavailable } from '#contract';
import servicenow from '../../../connectors/servicenow/index.js';
import { connected, type Connected, eventsOf, keysOf, pass, PASSWORD } from './reading.js';
import { affected, approval, change, id, put, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.world.close());

const rejected = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as Error,
  );

describe('an answer that is none', () => {
  it('401 is refused: a person must act; the password stands nowhere', async () => {
    const at = await connect({}, 'another-password');
    const error = await rejected(pass(at, 'change_request'));
    expect(error).toBeInstanceOf(SourceRefused);
    expect(error?.message).toMatch(/did not accept the credentials/);
    expect(JSON.stringify(error) + String(error?.stack)).not.toContain('another-password');
  });

  it('without credentials it does not ask at all', async () => {
    const at = await connect({}, '');
    await expect(pass(at, 'change_request')).rejects.toThrow(/no credentials/);
    expect(at.world.asked).toEqual([]);
  });

  it('403 is refused with ServiceNow’s words, and what to grant', async () => {
    const at = await connect();
    at.world.refused.add('change_request');
    const error = await rejected(pass(at, 'change_request'));
    expect(error).toMatchObject({ name: 'SourceRefused', status: 403 });
    expect(error?.message).toMatch(/"read on change_request" \(Operation Failed: ACL Exception Query Failed due to security constraints\)/);
  });

  it.each([[500], [502], [503]])('%i is asked again later', async (status) => {
    const at = await connect();
    at.world.failures.push(status);
    await expect(pass(at, 'change_request')).rejects.toThrow(SourceUnavailable);
  });

  it('429 is asked again when the instance says so', async () => {
    const at = await connect();
    at.world.failures.push(429);
    expect(await rejected(pass(at, 'change_request'))).toMatchObject({ name: 'SourceUnavailable', retryAfterMs: 7000 });
  });

  it('HTML of an instance that sleeps, with status 200, is asked again later', async () => {
    const at = await connect();
    at.world.failures.push('html');
    await expect(pass(at, 'change_request')).rejects.toThrow(/no list of rows; a sleeping instance/);
  });

  it('a list that broke off with status 200 is no list', async () => {
    const at = await connect();
    at.world.failures.push('cancelled');
    await expect(pass(at, 'change_request')).rejects.toThrow(/broke off \(Transaction cancelled: maximum execution time exceeded/);
  });

  it('in the middle keeps what was read before it', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...Array.from({ length: 120 }, (_, nth) => change(nth + 1)));
    const killed = await pass(at, 'change_request', null, 2);
    at.world.failures.push(503);
    await expect(pass(at, 'change_request', killed.cursor)).rejects.toThrow(SourceUnavailable);
    const rest = await pass(at, 'change_request', killed.cursor);
    expect(keysOf(rest.records)).toEqual(Array.from({ length: 20 }, (_, nth) => id('chg', 20 - nth)));
  });
});

describe('credentials', () => {
  it('go to the configured address alone, wherever a Link points', async () => {
    const at = await connect();
    put(at.world, 'change_request', ...Array.from({ length: 60 }, (_, nth) => change(nth + 1)));
    for (let nth = 11; nth <= 60; nth += 1) at.world.hidden.add(id('chg', nth));
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (...request) => {
      asked.push(String(request[0] as string));
      const response = await at.io.http.fetch(...request);
      const headers = new Headers(response.headers);
      headers.set('link', (headers.get('link') ?? '').replaceAll(at.world.url, 'https://elsewhere.example'));
      return new Response(await response.text(), { status: response.status, headers });
    };
    const io = { ...at.io, http: { ...at.io.http, fetch } };
    expect(keysOf((await pass({ ...at, io }, 'change_request')).records)).toHaveLength(10);
    expect(asked.every((url) => url.startsWith(at.world.url))).toBe(true);
    expect(asked.join()).not.toContain(PASSWORD);
  });

  it.each([
    ['both', { token: { env: 'Y' } }],
    ['neither', { username: undefined, password: undefined }],
  ])('of %s kinds are no configuration', async (_, more) => {
    await expect(connected(more)).rejects.toThrow(/either username and password, or token/);
  });
});

describe('deletions', () => {
  const row = (table: string, of: string) => ({
    sys_id: id('del', 1),
    tablename: table,
    documentkey: of,
    user: 'ana.ruiz',
    payload: '',
    sys_created_on: timeOf(900),
    sys_created_by: 'ana.ruiz',
  });

  it('of tickets are read from their audit, with who and when', async () => {
    const at = await connect();
    put(at.world, 'sys_audit_delete', row('change_request', id('chg', 3)));
    expect(eventsOf((await pass(at, 'sys_audit_delete')).records).filter(({ type }) => type === 'ticket.deleted')).toMatchObject([
      {
        subject: { $ref: ['ticket', id('chg', 3)] },
        seen: { by: { $account: id('user', 1) } },
        occurredAt: { from: '2026-01-01T00:15:00.000000Z' },
      },
    ]);
  });

  it('of other tables are not asked for', async () => {
    const at = await connect();
    put(at.world, 'sys_audit_delete', row('problem', id('prb', 3)));
    expect((await pass(at, 'sys_audit_delete')).records).toEqual([]);
  });

  it('that nobody audited the census finds: its bell is a 404, and its record a deletion', async () => {
    const at = await connect();
    const [stream] = await servicenow.poll.streams(at.io);
    const roots = stream && servicenow.poll.roots?.(stream);
    const bell = roots?.bell(id('chg', 3));
    expect(await rejected(servicenow.poll.fetch(bell!, at.io))).toMatchObject({ name: 'SourceRefused', status: 404 });
    expect(eventsOf([roots!.deleted!.record(id('chg', 3))])).toMatchObject([
      { type: 'ticket.deleted', subject: { $ref: ['ticket', id('chg', 3)] } },
    ]);
  });
});

describe('one row', () => {
  const fetched = async (at: Connected, collection: string, reference: object) =>
    keysOf((await servicenow.poll.fetch({ collection, reference: reference as never }, at.io)).records);

  it('is read by the doorbell of a delivery, in each table', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1), change(2));
    put(at.world, 'sysapproval_approver', approval(1, 1));
    put(at.world, 'task_ci', affected(1, 1));
    expect(await fetched(at, 'change_request', { id: id('chg', 2) })).toEqual([id('chg', 2)]);
    expect(await fetched(at, 'sysapproval_approver', { id: id('appr', 1) })).toEqual([id('appr', 1)]);
    expect(await fetched(at, 'task_ci', { id: id('tci', 1) })).toEqual([id('tci', 1)]);
  });

  it('is read by the number that a commit names, in the table whose numbers begin so', async () => {
    const at = await connect({ prefixes: { change_request: 'RFC' } });
    put(at.world, 'change_request', change(1, { number: 'RFC0030001' }));
    const bell = (item: string) => servicenow.poll.named?.({ scope: '', collection: 'ticket', item }, at.io.config) ?? null;
    expect(await fetched(at, 'tickets', bell('RFC0030001')?.reference as object)).toEqual([id('chg', 1)]);
    expect(bell('CHG0030001')).toBeNull();
    expect(bell('PAY-12')).toBeNull();
  });

  it('that anybody made up brings nothing, and is no failure', async () => {
    const at = await connect();
    expect(await fetched(at, 'change_request', { id: id('chg', 99) })).toEqual([]);
    expect(await fetched(at, 'tickets', { number: 'CHG0099999' })).toEqual([]);
  });

  it('outside the filter of the source is not read alone either', async () => {
    const at = await connect({ changes: 'type=emergency' });
    put(at.world, 'change_request', change(1));
    expect(await fetched(at, 'change_request', { id: id('chg', 1) })).toEqual([]);
  });

  it('is not another one, where the instance ignores what was asked', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1));
    at.world.dropped.add('number');
    expect(await fetched(at, 'tickets', { number: 'CHG0099999' })).toEqual([]);
  });

  it('of a table that nobody reads is refused', async () => {
    const at = await connect();
    await expect(fetched(at, 'problem', { id: id('prb', 1) })).rejects.toThrow(SourceRefused);
  });
});
