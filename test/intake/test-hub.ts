import { openLedger } from '../../src/ledger/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { joinHub, type JoinedHub, type TestSource } from './join-hub.js';

export interface TestHub extends JoinedHub {
  readonly database: FreshDatabase;
  close(): Promise<void>;
}

/** A runtime over a database of its own. */
export async function testHub(sources: readonly TestSource[] = [{}]): Promise<TestHub> {
  const database = await freshDatabase();
  const hub = joinHub(database.url, sources);
  await openLedger(hub.sql, { name: 'test', key: hub.runtime.ledger.key });
  return {
    ...hub,
    database,
    close: async () => {
      await hub.sql.end({ timeout: 1 });
      await database.drop();
    },
  };
}
