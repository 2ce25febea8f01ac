import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AT_ONCE } from '../../src/follow/again.js';
import { hubEvent, append } from '../../src/ledger/index.js';
import { deployment, emptyLedger, KEY, type Ledger, ticket, CODE, TICKETS } from './recorded.js';

const TYPED = { changeTypes: { [TICKETS]: ['100'] } };
/** Two whole steps, and half of one. */
const MANY = AT_ONCE * 2 + AT_ONCE / 2;

let ledger: Ledger;
beforeEach(async () => {
  ledger = await emptyLedger();
});
afterEach(() => ledger.close());

async function manyTickets(): Promise<void> {
  await ledger.activate({});
  await ledger.record(TICKETS, Array.from({ length: MANY }, (_, nth) => ticket(nth)).flat());
  await ledger.toEnd();
}

/** How many tickets are changes by what stands. */
async function changes(): Promise<number> {
  const [row] = await ledger.sql<{ count: number }[]>`
    select count(*)::int as count from change_state where is_change and recorded_to is null`;
  return row?.count ?? 0;
}

async function continued(): Promise<number> {
  const [row] = await ledger.sql<{ count: number }[]>`select count(*)::int as count from timeline_entry where type = 'judgement.continued'`;
  return row?.count ?? 0;
}

describe('what a new policy says of all that was judged before', () => {
  it('comes in steps, and what is recorded between two of them is judged by it at once', async () => {
    await manyTickets();
    await ledger.activate(TYPED);
    await ledger.once();
    expect(await changes()).toBe(AT_ONCE);
    await ledger.record(TICKETS, ticket(MANY));
    await ledger.once();
    expect(await changes()).toBe(AT_ONCE + 1);
    await ledger.toEnd();
    expect(await changes()).toBe(MANY + 1);
    expect(await continued()).toBe(2);
    expect(await ledger.sql`select from judging_again`).toHaveLength(0);
  });

  it('goes on where it was when the process was killed, and every state in between is rebuilt from the ledger', async () => {
    await manyTickets();
    await ledger.activate(TYPED);
    const stood: { readonly seq: number; readonly dump: readonly string[] }[] = [];
    do {
      ledger.restart();
      stood.push({ seq: await ledger.seq(), dump: await ledger.dump() });
    } while ((await ledger.once()) > 0);
    expect(await changes()).toBe(MANY);
    expect(new Set(stood.map(({ seq }) => seq)).size).toBeGreaterThanOrEqual(4);
    const each = stood.filter(({ seq }, nth) => seq !== stood[nth - 1]?.seq);
    for (const { seq, dump } of each) expect(await ledger.rebuilt(seq), `at event ${seq}`).toEqual(dump);
  });

  it('begins anew when another policy comes before all was judged by the first', async () => {
    await manyTickets();
    await ledger.activate(TYPED);
    await ledger.once();
    await ledger.activate({ changeTypes: { [TICKETS]: ['other'] } });
    await ledger.toEnd();
    expect(await changes()).toBe(0);
    expect(await ledger.rebuilt(await ledger.seq())).toEqual(await ledger.dump());
  });

  it('asks for no step of its own where all fits into one', async () => {
    await ledger.activate({});
    await ledger.record(TICKETS, ticket(1));
    await ledger.activate(TYPED);
    await ledger.toEnd();
    expect(await changes()).toBe(1);
    expect(await continued()).toBe(0);
  });
});

it('judges deployments and tickets again when two accounts are one person, deployments first', async () => {
  await ledger.activate({});
  await ledger.record(CODE, Array.from({ length: MANY }, (_, nth) => deployment(nth, { sha: null, seconds: nth * 60 })).flat());
  await ledger.record(TICKETS, ticket(1));
  await ledger.toEnd();
  const dumped = await ledger.dump();
  const accounts = ['person:aaaa', 'person:bbbb'];
  const identity = { kind: 'person', natural: accounts, transition: 'identified' };
  const event = hubEvent('person.identified', accounts[0]!, identity, { accounts }, {}, KEY);
  await ledger.sql.begin((tx) => append(tx, [event], { key: KEY }));
  const after: string[] = [];
  do {
    const [row] = await ledger.sql<{ after: string }[]>`select after from judging_again`;
    if (row) after.push(row.after);
  } while ((await ledger.once()) > 0);
  expect(new Set(after).size).toBe(2);
  expect(after.every((unit) => unit.startsWith('deployment:'))).toBe(true);
  // It changed nobody's part, so nothing that is derived is another.
  const derived = (lines: readonly string[]) => lines.filter((line) => /^(verdict|change_|deployment_)/.test(line));
  expect(derived(await ledger.dump())).toEqual(derived(dumped));
});
