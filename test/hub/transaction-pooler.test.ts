import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { superuser } from '../setup/server.js';
import { run } from './launched.js';
import { externalPlace, TOKEN, type ExternalPlace } from './place.js';
import { hasBinaries15, throwAway } from './servers.js';
import { transactionPooler, type Pooler } from './transaction-pooler.js';

let server: Awaited<ReturnType<typeof throwAway>>;
let pooler: Pooler;
let place: ExternalPlace;

describe.skipIf(!hasBinaries15)('a transaction pooler before the database (needs the binaries of PostgreSQL 15)', () => {
  beforeAll(async () => {
    server = await throwAway();
    pooler = await transactionPooler(Number(new URL(server.url).port));
    place = await externalPlace();
  });
  afterAll(async () => {
    await pooler.stop();
    await place.clear();
    await server.end();
  });

  it('is refused at the start with a sentence that says why and what to give instead', async () => {
    const url = new URL(server.url);
    url.port = String(pooler.port);
    expect(await superuser({ superuserUrl: url.href }, (sql) => sql.unsafe('select 1 as one'))).toMatchObject([{ one: 1 }]);
    const env = { ...place.env, PORT: '0', CHANGELINE_TOKEN: TOKEN, DATABASE_URL: url.href, DATABASE_ADMIN_URL: '' };
    const { code, output } = await run(place.folder, env);
    expect(output).toBe(
      'DATABASE_URL leads through a transaction pooler, which loses LISTEN and session locks. Give a direct or session-pooled connection.\n',
    );
    expect(code).toBe(1);
  });
});
