import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Instant, instantOf } from '#contract';
import { affected } from '../../src/follow/affected.js';
import { soonest } from '../../src/follow/awaits.js';
import { Fold } from '../../src/follow/fold/fold.js';
import { append, hubEvent, readEvents } from '../../src/ledger/index.js';
import { emptyLedger, KEY, type Ledger, TICKETS } from './recorded.js';

const SCOPE = `thing:${TICKETS}:project:PAY`;
const MINUTE = 60_000_000;
let ledger: Ledger;
beforeEach(async () => (ledger = await emptyLedger()));
afterEach(() => ledger.close());

const minute = (nth: number): Instant => instantOf(Date.UTC(2026, 0, 1) * 1000 + nth * MINUTE);

interface Said {
  readonly state: 'COMPLETE' | 'DENIED';
  readonly upTo?: number;
  readonly reason?: string;
}

/** Records what is said of the tickets of PAY, and gives who is asked again for it. */
async function askedAt({ state, upTo, reason }: Said): Promise<readonly string[]> {
  const moment = upTo === undefined ? null : minute(upTo);
  const identity = { kind: 'coverage', natural: [TICKETS, SCOPE, 'tickets'], transition: state, discriminator: [moment ?? reason ?? ''] };
  const core = { source: TICKETS, scope: SCOPE, collection: 'tickets', state, upTo: moment, reason: reason ?? null };
  await ledger.sql.begin((tx) => append(tx, [hubEvent('coverage.changed', SCOPE, identity, core, {}, KEY)], { key: KEY }));
  const [head] = await ledger.sql<{ seq: number }[]>`select size - 1 as seq from ledger_head`;
  const seq = head?.seq ?? -1;
  return ledger.sql.begin(async (tx) => {
    const fold = new Fold();
    await fold.addAll(tx, await readEvents(tx, [seq]));
    await fold.noteOthers(tx);
    await fold.write(tx);
    return [...(await affected(tx, fold.changes))].sort();
  });
}

it('asks again who waits without a moment when a collection is read at all, denied, or no longer, and not at each later moment', async () => {
  await ledger.sql`
    insert into awaiting (unit, scope, collection, item, up_to) values
      ('one without a moment', ${SCOPE}, 'tickets', '', null),
      ('one for minute 3', ${SCOPE}, 'tickets', '', ${minute(3)}),
      ('one of whatever scope', '', 'tickets', '', null),
      ('one of another collection', ${SCOPE}, 'approvals', '', null)`;
  const everybody = ['one for minute 3', 'one of whatever scope', 'one without a moment'];
  expect(await askedAt({ state: 'COMPLETE', upTo: 1 })).toEqual(everybody);
  expect(await askedAt({ state: 'COMPLETE', upTo: 2 })).toEqual([]);
  expect(await askedAt({ state: 'COMPLETE', upTo: 3 })).toEqual(['one for minute 3']);
  expect(await askedAt({ state: 'DENIED', reason: 'It lacks one permission.' })).toEqual(everybody);
  expect(await askedAt({ state: 'DENIED', reason: 'It lacks another.' })).toEqual(everybody);
  expect(await askedAt({ state: 'COMPLETE', upTo: 4 })).toEqual(everybody);
  expect(await askedAt({ state: 'COMPLETE', upTo: 5 })).toEqual(['one for minute 3']);
});

it('waits for the first of several moments, and for facts beside a moment', () => {
  const wait = (upTo: number | null) => ({ scope: SCOPE, collection: 'tickets', item: '', upTo: upTo === null ? null : minute(upTo) });
  expect(soonest([wait(null), wait(7), wait(5), wait(null), wait(6)])).toEqual([wait(5)]);
  expect(soonest([wait(null), { ...wait(null), item: 'PAY-1' }])).toHaveLength(2);
});
