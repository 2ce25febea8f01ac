import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey } from '../ledger/index.js';
import type { Changes } from './fold/changes.js';
import type { Cause } from './moment.js';
import { DEPLOYED } from './rewritten.js';
import { HAPPENED } from './service/units.js';

/**
 * So many units are judged again in one step: some 200 ms, and what is recorded meanwhile waits no longer.
 */
export const AT_ONCE = 100;

interface Asked {
  /** The event that asked for it, the newest of several. */
  readonly since: number;
  readonly cause: Cause;
  /** Deployments and tickets; else tickets alone. */
  readonly whole: boolean;
  /** The last that was judged again; empty: none yet. */
  readonly after: string;
}

export interface Again {
  readonly units: readonly string[];
  /** What brings their verdicts; null where nothing is judged again. */
  readonly cause: Cause | null;
}

const NOTHING: Again = { units: [], cause: null };

/**
 * The units that this transaction has to judge again, since a policy, who is who or a clock is another one: the first of all in the
 * transaction that brings that, and the next ones with each `judgement.continued`. How far it came is a function of the ledger,
 * like every other state; what is recorded between two steps is judged by what holds now.
 */
export async function nextAgain(tx: Transaction, changes: Changes, now: { readonly seq: number; readonly cause: Cause }): Promise<Again> {
  const isAll = changes.persons || changes.clocks || changes.censuses;
  const isAsked = changes.policy || isAll;
  if (!isAsked && !changes.continued) return NOTHING;
  const [standing] = await tx<Asked[]>`select since, cause, whole, after from judging_again`;
  if (!isAsked && !standing) return NOTHING;
  const whole = isAll || (standing?.whole ?? false);
  const asked: Asked = isAsked || !standing ? { since: now.seq, cause: now.cause, whole, after: '' } : standing;
  const units = await unitsAfter(tx, asked);
  const last = units.length < AT_ONCE ? undefined : units.at(-1);
  if (last !== undefined) await noted(tx, { ...asked, after: last });
  else if (standing) await tx`delete from judging_again`;
  return { units, cause: asked.cause };
}

/** By their keys: deployments first, as what they carry is what tickets are judged by. */
async function unitsAfter(tx: Transaction, { whole, after }: Asked): Promise<readonly string[]> {
  const rows = await tx<{ unit: string }[]>`
    (select deployment as unit, 1 as rank from deployment where ${whole} and deployment > ${after} order by deployment limit ${AT_ONCE})
    union all
    (select unit, 2 from (
        select distinct unit from awaiting where collection = any(${[HAPPENED, DEPLOYED]}) and unit > ${after}) other
      order by unit limit ${AT_ONCE})
    union all
    (select ticket, 3 from ticket where ticket > ${after} order by ticket limit ${AT_ONCE})
    order by rank, unit
    limit ${AT_ONCE}`;
  return rows.map(({ unit }) => unit);
}

async function noted(tx: Transaction, { since, cause, whole, after }: Asked): Promise<void> {
  await tx`
    insert into judging_again (singleton, since, cause, whole, after)
    values (true, ${since}, ${cause}, ${whole}, ${after})
    on conflict (singleton) do update set since = excluded.since, cause = excluded.cause, whole = excluded.whole, after = excluded.after`;
}

/** Records that the next units are to be judged again, where some wait for it; answers how many events that made. */
export async function continueJudging(sql: Sql, key: LedgerKey): Promise<number> {
  return sql.begin(async (tx) => {
    const [asked] = await tx<(Asked & { seq: number })[]>`
      select since, cause, whole, after, (select seq from follow_cursor) as seq from judging_again`;
    if (!asked) return 0;
    const { since, after, seq } = asked;
    // By the event that it follows, since another engine may take other steps to the same unit.
    const identity = { kind: 'judgement', natural: [String(since)], transition: 'continued', discriminator: [String(seq)] };
    const event = hubEvent('judgement.continued', `judgement:${since}`, identity, { since: String(since), after }, {}, key);
    const { added } = await append(tx as Transaction, [event], { key });
    return added.length;
  });
}
