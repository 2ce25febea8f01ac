import type { AddressInfo } from 'node:net';
import { createToken, ledgerRecorder, refusalRecorder } from '../../src/access/index.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { API } from '../../src/hub/serve.js';
import type { Runtime } from '../../src/inbox/index.js';
import { openSyncMeter, openTail } from '../../src/read/index.js';
import { buildServer, type ServerHub } from '../../src/server/index.js';
import { BENCH_KEY } from '../hub.js';

export interface Asking {
  /** Asks over HTTP; throws where the answer has errors. */
  ask(question: string, variables: object): Promise<{ readonly [field: string]: unknown }>;
  /** How many statements were sent since it was last asked. */
  statements(): number;
  stop(): Promise<void>;
}

/** The API of a hub over the database, with pools as the hub has them; its doors are closed. */
export async function openServer(url: string, { log }: Runtime): Promise<Asking> {
  const pool = openPool(url, API);
  const sent = { count: 0 };
  const tail = await openTail(url);
  const access = { sql: pool, record: ledgerRecorder(BENCH_KEY) };
  const closed = () => Promise.reject(new Error('The bench opens no doors.'));
  const doors = {
    activatePolicy: closed,
    checkPolicy: closed,
    signOffReview: closed,
    identify: closed,
    stepGaps: closed,
    sayLink: closed,
    attachEvidence: closed,
    recordEvents: closed,
    commitAuditSeed: closed,
    startAudit: closed,
    readiness: closed,
    backtestPolicy: closed,
    requestSync: closed,
    alerts: { allowPrivate: false, create: closed, rotate: closed, test: closed, replay: closed, enable: closed, remove: closed },
  };
  const hub: ServerHub = {
    ...{ sql: counting(pool, sent), tail, meter: openSyncMeter(pool), access, rules: [], sources: [], senders: [], ...doors, log },
    ...{ recordRefusal: refusalRecorder(access, () => new Date()), parts: () => [], corsOrigins: [] },
  };
  const app = buildServer(hub);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql`;
  const { secret } = await createToken(access, {
    ...{ holder: 'Bench', holderKind: 'PERSON', role: 'administrator', expiresAt: { inDays: 1 }, createdBy: 'bench' },
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return {
    ask: async (query, variables) => {
      const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      const { data, errors } = (await response.json()) as { data: { [field: string]: unknown }; errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    statements: () => {
      const { count } = sent;
      sent.count = 0;
      return count;
    },
    stop: async () => {
      await app.close();
      await tail.close();
      await pool.end({ timeout: 1 });
    },
  };
}

/** The pool, counting each statement that is sent; a fragment is never awaited and is none. */
function counting(sql: Sql, sent: { count: number }): Sql {
  return new Proxy(sql, {
    apply(target, self, call: [{ readonly raw?: unknown }, ...unknown[]]) {
      const query = Reflect.apply(target, self, call) as Promise<unknown>;
      if (!Array.isArray(call[0].raw)) return query;
      const then = query.then.bind(query);
      return Object.assign(query, {
        then: (...args: Parameters<typeof then>) => {
          sent.count += 1;
          return then(...args);
        },
      });
    },
    // A question takes a connection of its own for all its statements.
    get: (target, name) =>
      name === 'reserve' ? async () => counting((await target.reserve()) as unknown as Sql, sent) : (Reflect.get(target, name) as unknown),
  });
}
