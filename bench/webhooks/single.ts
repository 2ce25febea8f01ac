import { randomBytes, randomUUID } from 'node:crypto';
import { openPool } from '../../src/db/pool.js';
import { uuid7 } from '../../src/inbox/index.js';
import { quantile } from '../figure.js';
import { WEBHOOK_SECRET } from '../source.js';
import { pushBody, pushHeaders } from './message.js';

// The floor, in a process of its own: the row of a delivery inserted and committed one by one.
// `node single.js DATABASE_URL CONNECTIONS SECONDS` prints one line of JSON.
const [url = '', connections = '', seconds = ''] = process.argv.slice(2);
const sql = openPool(url, { max: Number(connections), name: 'changeline bench floor' });
const body = pushBody();
const headers = pushHeaders(body, WEBHOOK_SECRET);
await Promise.all(Array.from({ length: Number(connections) }, () => sql`select 1`));
const end = performance.now() + Number(seconds) * 1000;
const latencies: number[] = [];

async function insertUntilEnd(): Promise<void> {
  while (performance.now() < end) {
    const start = performance.now();
    const own = { ...headers, 'x-github-delivery': randomUUID() };
    await sql`
      insert into inbox_delivery (id, source, door, stream, headers, body, dedupe)
      values (${uuid7()}, 'github-acme', 'WEBHOOK', null, ${JSON.stringify(own)}::text::jsonb, ${body}, ${randomBytes(32)})`;
    latencies.push(performance.now() - start);
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, insertUntilEnd));
const ms = performance.now() - began;
const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
process.stdout.write(`${JSON.stringify({ kept: latencies.length, ms, p50, p99 })}\n`);
await sql.end();
