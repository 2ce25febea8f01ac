import type { Connector } from '#contract';
import type { Config } from '../config.js';
import type { Sql } from '../db/pool.js';
import type { Logger, Source } from '../inbox/index.js';
import { openDatabase } from './database.js';
import { type Engine, startEngine } from './engine.js';

/** A stand-in that serves a git-history folder as GitHub's API. */
export interface ServedHistory {
  readonly url: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  close(): Promise<void>;
}

export interface HistoryOptions {
  readonly config: Config;
  readonly connector: Connector<unknown>;
  readonly served: ServedHistory;
  readonly log: Logger;
  readonly say: (line: string) => void;
}

const LOOK_MS = 100;
/** Nothing recorded for so long, with every stream read: the history is in. */
const QUIET_MS = 1_000;

/**
 * Reads the served history through the connector's poll door into the hub's database, waits until everything is
 * judged, prints a summary and leaves the data. `baselines: "*": empty` is in force for it.
 */
export async function loadIntoHub({ config, connector, served, log, say }: HistoryOptions): Promise<void> {
  const database = await openDatabase(config, say);
  try {
    const source = sourceOf(served, connector);
    const policy = { ...config.policy, baselines: { '*': 'empty' as const, ...config.policy.baselines } };
    const engine = await startEngine({ ...config, policy, policyText: null }, database, [source], log);
    try {
      await untilQuiet(engine, source.name);
      for (const line of await summary(engine.sql, source.name, served.repository)) say(line);
    } finally {
      await engine.stop();
    }
  } finally {
    await database.stop();
  }
}

function sourceOf({ url, token, repository }: ServedHistory, connector: Connector<unknown>): Source {
  const name = `history-${repository.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`.slice(0, 40);
  const config = connector.config.parse({ url, token: { env: 'UNUSED' }, repositories: [repository] });
  return { name, connector, config, secret: (wanted) => (wanted === 'token' ? [token] : []) };
}

/** Only what was looked at counts: between two looks the process may have stood still for longer than that. */
async function untilQuiet(engine: Engine, source: string): Promise<void> {
  let before: string | null = null;
  let since = 0;
  for (;;) {
    const state = await stateWhenRead(engine, source);
    if (state !== null && state === before && Date.now() - since >= QUIET_MS) return;
    if (state !== before) since = Date.now();
    before = state;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** What is recorded and followed, once every stream was read and nothing waits; null before that. */
async function stateWhenRead({ sql }: Engine, source: string): Promise<string | null> {
  const [row] = await sql<{ unread: number; waiting: number; size: string; followed: string }[]>`
    select
      (select count(*) from source_stream where source = ${source} and passes = 0 and sentence is null and stream not like 'census:%')
        + (select (count(*) = 0)::int from source_stream where source = ${source}) as unread,
      (select count(*) from inbox_delivery where state = 'PENDING' and source = ${source}) as waiting,
      (select size::text from ledger_head) as size,
      (select coalesce(max(seq) + 1, 0)::text from follow_cursor) as followed`;
  return row && row.unread === 0 && row.waiting === 0 && row.size === row.followed ? row.size : null;
}

async function summary(sql: Sql, source: string, repository: string): Promise<readonly string[]> {
  const events = await sql<{ type: string; count: number }[]>`
    select type, count(*) from timeline_entry where source = ${source} group by type order by count(*) desc, type`;
  const verdicts = await sql<{ rule: string; answer: string; count: number }[]>`
    select v.rule, v.answer, count(*) from verdict v join deployment d on d.deployment = v.unit
    where d.source = ${source} and v.recorded_to is null group by 1, 2 order by 1, 2`;
  const [carried] = await sql<{ deployments: number; commits: number }[]>`
    select count(distinct c.deployment) as deployments, count(*) as commits
    from deployment_commit c join deployment d using (deployment)
    where d.source = ${source} and c.direction = 'CARRIES' and c.recorded_to is null`;
  const refused = await sql<{ label: string; sentence: string }[]>`
    select label, sentence from source_stream where source = ${source} and sentence is not null order by label`;
  return [
    `${repository} is in the hub as source ${source}:`,
    ...events.map(({ type, count }) => `  ${String(count).padStart(6)}  ${type}`),
    `  ${carried?.deployments ?? 0} deployments carry ${carried?.commits ?? 0} commits.`,
    ...verdicts.map(({ rule, answer, count }) => `  ${String(count).padStart(6)}  ${rule}: ${answer}`),
    ...refused.map(({ label, sentence }) => `  not read: ${label}: ${sentence}`),
    'Start the hub with `npm start` and ask for `deployments` or `gaps`.',
  ];
}
