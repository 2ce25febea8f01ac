import { readFileSync } from 'node:fs';
import { policySchema } from '#contract';
import { readPolicy } from '../../src/config/policy.js';
import { parseYaml } from '../../src/config/yaml-file.js';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { recordEventsDoor } from '../../src/hub/record-events.js';
import type { Runtime } from '../../src/inbox/index.js';
import { root } from '../child.js';
import { BENCH_KEY } from '../hub.js';

const SOURCE = 'mainframe';
/** As many events as a request may have. */
const MOST = 500;

interface Told {
  readonly variables: { readonly input: { readonly events: readonly object[] } };
}

export function keyOf(nth: number): string {
  return `ZCHG-${nth}`;
}

/** Changes as the worked example of z/OS tells one, each with some seventy events, through the door and followed to their verdicts. */
export async function tellChanges({ sql }: Runtime, changes: number): Promise<void> {
  const policy = parseYaml('policy.yaml', example('policy.yaml'), []);
  if (policy === null) throw new Error('The policy of the example cannot be read.');
  await activatePolicy(sql, policySchema.parse(readPolicy(policy, [SOURCE], [])), BENCH_KEY);
  await followToEnd(sql, BENCH_KEY);
  const record = recordEventsDoor(sql, BENCH_KEY, [SOURCE]);
  let batch: object[] = [];
  for (let nth = 1; nth <= changes; nth++) {
    const own = eventsOf(nth);
    if (batch.length + own.length > MOST || nth === changes) {
      const events = nth === changes ? [...batch, ...own] : batch;
      for (let at = 0; at < events.length; at += MOST)
        said(await record({ source: SOURCE, events: events.slice(at, at + MOST), token: 'bench' }));
      batch = [];
    }
    batch.push(...own);
  }
  await followToEnd(sql, BENCH_KEY);
}

function said(answer: object): void {
  if ('sentence' in answer) throw new Error(`The events of the example are refused: ${JSON.stringify(answer)}`);
}

const text = example('record-events.json');

function eventsOf(nth: number): readonly object[] {
  const own = text
    .replaceAll('1042', String(nth))
    .replaceAll('CAB-77', `CAB-${nth}`)
    .replaceAll(/"JOB(\d+)"/g, `"JOB$1-${nth}"`);
  return (JSON.parse(own) as Told).variables.input.events;
}

function example(file: string): string {
  return readFileSync(`${root()}/examples/zos/${file}`, 'utf8');
}
