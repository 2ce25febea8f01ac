import type { Instant, LedgerEvent } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import { type LedgerKey, nextTransactions } from '../ledger/index.js';
import { continueJudging } from './again.js';
import { byIndex, hurried, unhurried } from './settings.js';
import { recordDueSteps } from './gaps.js';
import { HeldHead } from './held-head.js';
import type { FollowState } from './state.js';
import { stepDeadlines, stepTransaction } from './step.js';
import { work } from './work.js';

/** Events taken into the read tables in one database transaction, at the most (a larger append comes whole). */
const AT_ONCE = 2_000;

interface Followed {
  readonly sql: Sql;
  readonly key: LedgerKey;
}

/** Takes what was recorded since, fires what is due, records gap steps; answers how much it did, 0 when all is done. */
export async function followOnce({ sql, key }: Followed, state: FollowState): Promise<number> {
  const before = await work(sql);
  const followed = before.behind > 0 ? await followRecorded({ sql, key }, state) : 0;
  const { deadlineMs, stepMs } = followed > 0 ? await work(sql) : before;
  const fired = deadlineMs <= 0 && (await fireDeadlines(sql, state)) ? 1 : 0;
  // Also while facts never stop coming: their gaps would wait for a moment without any.
  const isDue = stepMs <= 0 || fired > 0;
  const stepped = isDue ? await recordSteps({ sql, key }, state) : 0;
  const done = followed + fired + stepped;
  // Last, so that nothing that is recorded waits for more than one step of it.
  return done === 0 && before.isAgain ? continueJudging(sql, key) : done;
}

/** What one reading decides becomes gaps with the same commit: its judging takes long enough for others to come in between. */
async function followRecorded({ sql, key }: Followed, state: FollowState): Promise<number> {
  const follow = async (tx: Transaction) => {
    const head = new HeldHead(tx);
    const [, followed] = await together([unhurried(tx), followIn(tx, state, head)]);
    if (!head.isHeld) return followed;
    await hurried(tx);
    return followed + (await recordDueSteps(tx, key, (same) => followIn(same, state)));
  };
  return sql.begin(follow).catch(forgetting(state));
}

function recordSteps({ sql, key }: Followed, state: FollowState): Promise<number> {
  return sql.begin((tx) => recordDueSteps(tx, key, (same) => followIn(same, state))).catch(forgetting(state));
}

async function followIn(tx: Transaction, state: FollowState, head?: HeldHead): Promise<number> {
  const [, [cursor]] = await together([byIndex(tx), tx<{ seq: number }[]>`select seq from follow_cursor`]);
  const transactions = await nextTransactions(tx, cursor?.seq ?? -1, AT_ONCE);
  if (transactions.length === 0) return 0;
  await head?.holdForReadings(transactions);
  await together([stepAll(tx, state, transactions, head), tx`select pg_notify('follow', '')`]);
  return transactions.length;
}

async function stepAll(
  tx: Transaction,
  state: FollowState,
  transactions: readonly (readonly LedgerEvent[])[],
  head?: HeldHead,
): Promise<void> {
  for (const events of transactions) await stepTransaction(tx, state, events, head);
}

/** What was not committed is not in the tables that memory goes with. */
function forgetting(state: FollowState): (error: unknown) => never {
  return (error) => {
    state.forget();
    throw error;
  };
}

/** Under the ledger's head nothing can be recorded before the moment that is read here: deadlines keep their order. */
async function fireDeadlines(sql: Sql, state: FollowState): Promise<boolean> {
  try {
    return await sql.begin(async (tx) => {
      await together([unhurried(tx), byIndex(tx)]);
      const [at] = await tx<{ size: number; now: Instant; seq: number }[]>`
        select size, clock_timestamp() as now, coalesce((select seq from follow_cursor), -1) as seq from ledger_head for share`;
      return !at || at.size !== at.seq + 1 || stepDeadlines(tx, state, at.now);
    });
  } catch (error) {
    state.forget();
    throw error;
  }
}
