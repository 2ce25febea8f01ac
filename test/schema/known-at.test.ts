import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant, LedgerEvent } from '#contract';
import { append, seal } from '../../src/ledger/index.js';
import type { Transaction } from '../../src/db/pool.js';
import { knownAt } from '../../src/read/index.js';
import { pushed, record, titled } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;
let first: LedgerEvent;
let second: LedgerEvent;

beforeAll(async () => {
  hub = await runHub();
  await hub.tokenFor('viewer');
  [first] = (await record(hub.sql, hub.key, [titled(1, 'One')])) as [LedgerEvent];
  [second] = (await record(hub.sql, hub.key, [titled(2, 'Two')])) as [LedgerEvent];
});
afterAll(() => hub.stop());

const before = (event: LedgerEvent) => new Date(Date.parse(event.envelope.recordedAt)).toISOString().replace('Z', '000Z') as Instant;
const field = (at: string) =>
  `timeline(filter: { sources: ["github-acme"] }, knownAt: "${at}") { asOfCursor nodes { id texts { value } } }`;

async function refusal(at: string): Promise<string> {
  const { errors } = await hub.ask(`{ ${field(at)} }`);
  return errors.map(({ message, extensions }) => `${String(extensions['code'])} ${message}`).join();
}

describe('a question with knownAt', () => {
  it('is answered for its moment, beside the same field for another moment and for now', async () => {
    const question = `{ then: ${field(first.envelope.recordedAt)} later: ${field(second.envelope.recordedAt)} never: ${field('2020-01-01T00:00:00Z')}
      now: timeline(filter: { sources: ["github-acme"] }) { nodes { id texts { value } } } }`;
    const { data, errors } = await hub.ask(question);
    expect(errors).toEqual([]);
    const titles = (name: string) => list(data[name]?.['nodes']).map((node) => list(node['texts'])[0]?.['value']);
    expect([titles('then'), titles('later'), titles('never'), titles('now')]).toEqual([['One'], ['Two', 'One'], [], ['Two', 'One']]);
    expect([data['then']?.['asOfCursor'], data['never']?.['asOfCursor']]).toEqual([String(first.seq), '-1']);
  });

  it('is refused for a moment that is not over', async () => {
    expect(await refusal('2999-01-01T00:00:00Z')).toBe(
      'BAD_INPUT knownAt is 2999-01-01T00:00:00.000000Z, which is not over yet. Ask for a moment that is, or leave it out.',
    );
  });

  it('is refused while what was recorded by then is not followed, and answered afterwards', async () => {
    const context = { source: 'github-acme', normaliser: 'github/1', normaliserVersion: 1, delivery: null };
    const sealed = seal(pushed(9), context, hub.key, () => Buffer.alloc(16, 1));
    await hub.sql.begin((tx) => append(tx as Transaction, [sealed], { key: hub.key }));
    const [head] = await hub.sql<{ at: string }[]>`select recorded_at as at from ledger_head`;
    expect(await refusal(head!.at)).toContain('UNAVAILABLE What was recorded up to');
    expect(await refusal(before(second))).toBe('');
    await record(hub.sql, hub.key, [pushed(10)]);
    expect(await refusal(head!.at)).toBe('');
  });

  it('is refused where it reads a table without a past, and never told the present', async () => {
    const past = await knownAt(hub.sql, second.envelope.recordedAt);
    const where = past`source = 'github-acme'`;
    await expect(past`select e.seq from timeline_entry e join permission using (source) where ${where}`).rejects.toThrow(
      'A part of this question (permission) cannot be told as it was known.',
    );
    expect(await past`select seq from timeline_entry where ${where} order by seq`).toEqual([{ seq: first.seq }, { seq: second.seq }]);
    expect(() => past.unsafe('select 1')).toThrow('unsafe knows no past.');
  });
});
