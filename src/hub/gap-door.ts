import type { GapStatus, Instant } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, type LedgerKey, personOf, type SealedEvent } from '../ledger/index.js';
import {
  gapRef,
  gapsMatching,
  gapsNamed,
  partakersOf,
  whoIsWho,
  whyNotWaive,
  type GapAct,
  type GapRow,
  type GapsRefused,
  type GapsStepped,
  type GapStatement,
} from '../read/index.js';
import { afterStep, gapEvent, whyNotNow } from './gap-step.js';
import { type Head, underHead } from './under-head.js';

/** So many gaps at once, as in every list. */
const AT_ONCE = 200;

/** What is done about many at once, and where these are in their life. */
const TOGETHER = {
  'gap.waived': { from: ['OPEN', 'ACKNOWLEDGED'], could: 'be waived (open or acknowledged)' },
  'gap.assigned': { from: ['OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED'], could: 'be assigned (neither pending nor over)' },
} as const satisfies Partial<Record<GapAct['type'], { from: readonly GapStatus[]; could: string }>>;

/** Records what somebody does about gaps: about all that he means, or about none. */
export function gapDoor(sql: Sql, key: LedgerKey): (said: GapStatement) => Promise<GapsStepped | GapsRefused> {
  return (said) => underHead(sql, (tx, head) => decide(tx, key, said, head));
}

async function decide(tx: Transaction, key: LedgerKey, said: GapStatement, head: Head): Promise<GapsStepped | GapsRefused> {
  // The functions of `read` take any connection; this one holds the head.
  const sql = tx as unknown as Sql;
  const gaps = await meant(sql, said);
  if ('sentence' in gaps) return gaps;
  const refused = await refusals(sql, gaps, { said, key, now: head.now });
  if (refused.length > 0) return { sentence: refused[0]?.sentence ?? '', of: refused };
  return recorded(
    tx,
    key,
    gaps.map((gap) => [gap, gapEvent(gap, said, head.size, key)] as const),
    said.act,
  );
}

async function meant(sql: Sql, { which, act }: GapStatement): Promise<readonly GapRow[] | GapsRefused> {
  if ('names' in which) {
    const gaps = await gapsNamed(sql, which.names);
    return gaps.length === which.names.length ? gaps : no('There is no such gap. The list `gaps` shows which there are.');
  }
  const { from, could } = TOGETHER[act.type === 'gap.assigned' ? act.type : 'gap.waived'];
  const statuses = from.filter((status) => which.filter.statuses?.includes(status) ?? true);
  const gaps = await gapsMatching(sql, { ...which.filter, statuses }, AT_ONCE + 1);
  if (gaps.length > AT_ONCE) return no(`More than ${AT_ONCE} gaps match that could ${could}; narrow the filter. Nothing was recorded.`);
  if (gaps.length === which.expected && gaps.length > 0) return gaps;
  return no(
    `${gaps.length} gaps match that could ${could}, and ${which.expected} were expected. Look at them again; nothing was recorded.`,
  );
}

interface Question {
  readonly said: GapStatement;
  readonly key: LedgerKey;
  readonly now: Instant;
}

async function refusals(sql: Sql, gaps: readonly GapRow[], { said, key, now }: Question): Promise<GapsRefused['of']> {
  const early = gaps.flatMap((gap) => because(gap, whyNotNow(gap, said.act, now)));
  if (early.length > 0 || said.act.type !== 'gap.waived') return early;
  const { persons, people } = await whoIsWho(sql);
  const listed = people[personOf('changeline', said.by.name, key)];
  const waiver = { name: said.by.name, accounts: listed?.accounts ?? null };
  const partakers = await partakersOf(sql, gaps);
  return gaps.flatMap((gap) => because(gap, whyNotWaive(waiver, partakers.get(gapRef(gap)) ?? [], persons)));
}

function because(gap: GapRow, sentence: string | null): GapsRefused['of'] {
  return sentence === null ? [] : [{ gap, sentence }];
}

async function recorded(
  tx: Transaction,
  key: LedgerKey,
  steps: readonly (readonly [GapRow, SealedEvent])[],
  act: GapAct,
): Promise<GapsStepped> {
  const { added, eventIds, recordedAt } = await append(
    tx,
    steps.map(([, event]) => event),
    { key },
  );
  return { gaps: steps.map(([gap]) => afterStep(gap, act, recordedAt ?? gap.changedAt)), eventIds, seq: added.at(-1) ?? -1 };
}

function no(sentence: string): GapsRefused {
  return { sentence, of: [] };
}
