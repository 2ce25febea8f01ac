import Fastify from 'fastify';
import { openKeeper } from '../../src/inbox/index.js';
import { hooks, openTally } from '../../src/intake/index.js';
import { openHub, startLoops } from '../hub.js';
import { benchSource } from '../source.js';

// The hub's webhook door in a process of its own: `node door.js DATABASE_URL door|door+loops` prints its port.
const [url = '', parts = ''] = process.argv.slice(2);
const runtime = await openHub(url, benchSource('github-acme'));
if (parts.includes('loops')) startLoops(runtime);
const app = Fastify({ forceCloseConnections: true });
void app.register(hooks({ runtime, keeper: openKeeper(runtime.sql), tally: openTally(runtime) }));
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${new URL(address).port}\n`);
