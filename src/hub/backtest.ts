import { randomUUID } from 'node:crypto';
import type { Json } from '#contract';
import { checkPolicy } from '../config.js';
import type { Sql } from '../db/pool.js';
import { backtest, type Differing } from '../follow/index.js';
import type { LedgerKey } from '../ledger/index.js';
import type { BacktestCount, BacktestStarted, BacktestWanted } from '../read/index.js';
import { changedKeys } from './changed-keys.js';
import type { Jobs, Progress } from './jobs.js';
import { plain, policyOf } from './policy-of.js';

export interface BacktestDoor {
  /** Of the database, since it is asked on a connection of its own. */
  readonly url: string;
  readonly sql: Sql;
  readonly key: LedgerKey;
  readonly jobs: Jobs;
  /** What a policy may name. */
  readonly sources: readonly string[];
}

const KEPT = 20;
const TOLD_EVERY_MS = 500;

/** Checks a policy as if it were to be activated, and starts the job that says what it would say of a past period. */
export function backtestDoor(door: BacktestDoor): (wanted: BacktestWanted) => Promise<BacktestStarted> {
  return async (wanted) => {
    const { policy, problems } = checkPolicy(wanted.text, door.sources);
    if (policy === null) return { problems };
    const run = (progress: Progress, stopping: AbortSignal) =>
      kept(door, { ...wanted, policy: policyOf(policy, door.key) }, { progress, stopping });
    return { job: await door.jobs.start({ kind: 'BACKTEST', askedBy: wanted.by.name, run }) };
  };
}

type Parsed = BacktestWanted & { readonly policy: ReturnType<typeof policyOf> };
type Running = { readonly progress: Progress; readonly stopping: AbortSignal };

async function kept({ url, sql }: BacktestDoor, { policy, period, by }: Parsed, { progress, stopping }: Running): Promise<string> {
  const id = randomUUID();
  const [before] = await sql<{ content: Json }[]>`select content from policy_version order by seq desc limit 1`;
  const counts = new Map<string, BacktestCount>();
  const found = async (some: readonly Differing[]) => {
    for (const one of some) count(counts, one);
    await keep(sql, id, some);
  };
  try {
    const done = await backtest(url, { policy, span: period, found, progress: nowAndThen(progress), stopping });
    const changed = changedKeys(before?.content ?? {}, plain(policy) as unknown as Json);
    const all = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    await sql`
      insert into backtest (id, policy, changed, from_at, to_at, zone, seq, at, units, verdicts, counts, made_by, made_at)
      values (${id}, ${policy.version}, ${changed as string[]}, ${period.from}, ${period.to}, ${period.zone}, ${done.seq}, ${done.at}, ${done.units},
        ${done.verdicts}, ${JSON.stringify(all)}::text::jsonb, ${by.name}, clock_timestamp())`;
    return id;
  } finally {
    await forgetOthers(sql);
  }
}

/** The last few stay; of one that came to no end nothing does. Jobs run one after another, so that none is on its way. */
async function forgetOthers(sql: Sql): Promise<void> {
  await sql`delete from backtest where id not in (select id from backtest order by number desc limit ${KEPT})`;
  await sql`delete from backtest_difference where not exists (select from backtest b where b.id = backtest_difference.backtest)`;
}

function count(counts: Map<string, BacktestCount>, { rule, was, wouldBe }: Differing): void {
  const [from, to] = [was?.answer ?? null, wouldBe?.answer ?? null];
  const name = `${rule} ${from ?? ''} ${to ?? ''}`;
  counts.set(name, { rule, was: from, wouldBe: to, count: (counts.get(name)?.count ?? 0) + 1 });
}

function keep(sql: Sql, backtest: string, some: readonly Differing[]): Promise<unknown> {
  const rows = some.map(({ rule, subject, unit, was, wouldBe }) => ({
    ...{ rule, subject, unit, was: was?.answer, was_severity: was?.severity, was_sentence: was?.sentence },
    ...{ would_be: wouldBe?.answer, would_be_severity: wouldBe?.severity, would_be_sentence: wouldBe?.sentence },
  }));
  return sql`
    insert into backtest_difference (backtest, rule, subject, unit, was, was_severity, was_sentence, would_be, would_be_severity, would_be_sentence)
    select ${backtest}::uuid, rule, subject, unit, was, was_severity, was_sentence, would_be, would_be_severity, would_be_sentence
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as row (rule text, subject text, unit text, was text, was_severity text,
      was_sentence text, would_be text, would_be_severity text, would_be_sentence text)`;
}

/** Who looks at a job looks now and then. */
function nowAndThen(progress: Progress): Progress {
  let told = 0;
  return async (done, total) => {
    const now = performance.now();
    if (now - told < TOLD_EVERY_MS && done < total) return;
    told = now;
    await progress(done, total);
  };
}
