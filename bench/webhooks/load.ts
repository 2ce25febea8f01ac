import { randomUUID } from 'node:crypto';
import { quantile } from '../figure.js';
import { WEBHOOK_SECRET } from '../source.js';
import { openConnection, requestOf } from './connection.js';
import { pushBody, pushHeaders } from './message.js';

// Sends signed webhooks in a process of its own: `node load.js PORT CONNECTIONS SECONDS` prints one line of JSON.
const [port = '', connections = '', seconds = ''] = process.argv.slice(2);
const body = pushBody();
const request = requestOf('/hooks/github-acme', pushHeaders(body, WEBHOOK_SECRET), body);
const latencies: number[] = [];
const end = performance.now() + Number(seconds) * 1000;

async function sendUntilEnd(): Promise<void> {
  const connection = await openConnection(Number(port));
  for (let start = performance.now(); start < end;) {
    const { status, body: answer } = await connection.send(request(randomUUID()));
    if (status !== 202) throw new Error(`The door answered ${status}: ${answer}`);
    const now = performance.now();
    latencies.push(now - start);
    start = now;
  }
  connection.close();
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, sendUntilEnd));
const ms = performance.now() - began;
const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
process.stdout.write(`${JSON.stringify({ kept: latencies.length, ms, p50, p99 })}\n`);
