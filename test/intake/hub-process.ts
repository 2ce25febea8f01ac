import { openLedger } from '../../src/ledger/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { hooksServer } from './hooks-server.js';
import { joinHub } from './join-hub.js';

// A hub of its own for tests that kill one: `node hub-process.js DATABASE_URL door|door+loop` prints its address.
const [url = '', parts = ''] = process.argv.slice(2);
const { runtime } = joinHub(url);
await openLedger(runtime.sql, { name: 'test', key: runtime.ledger.key });
if (parts.includes('loop')) startNormaliseLoop(runtime);
const server = await hooksServer(runtime);
process.stdout.write(`${server.url}\n`);
