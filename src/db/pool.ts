import postgres from 'postgres';
import { gatheringSockets } from './gathering-socket.js';

export type Sql = postgres.Sql<Record<string, never>>;
export type Transaction = postgres.TransactionSql<Record<string, never>>;
/** Whatever takes statements: a pool or a transaction. */
export type Statements = postgres.ISql<Record<string, never>>;

export interface PoolOptions {
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** A statement that takes longer is cancelled (SQLSTATE 57014). */
  readonly statementTimeoutMs?: number;
  /** How much a sort may hold in memory before it goes to disk; the database's own setting unless told. */
  readonly workMemoryMb?: number;
  /** How many further processes of the database may work at one statement; its own setting unless told. */
  readonly parallelWorkers?: number;
}

/** A pool for raw SQL. Names of read tables resolve through the search path, so that a rebuild can put its own before them. */
export function openPool(url: string, options: PoolOptions = {}): Sql {
  return postgres(url, {
    // Known to the driver, and not to its types.
    ...({ socket: gatheringSockets() } as object),
    max: options.max ?? 10,
    // Timestamps stay text: Date would cut microseconds.
    types: TEXT_TIMES,
    onnotice: () => undefined,
    // The driver's own waits up to 20 s; a database that is back should be used within a second.
    backoff: (attempt: number) => Math.min(1, 0.05 * 2 ** attempt),
    connection: {
      application_name: options.name ?? 'changeline',
      search_path: 'read, public',
      ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
      ...(options.workMemoryMb === undefined ? {} : { work_mem: `${options.workMemoryMb}MB` }),
      ...(options.parallelWorkers === undefined ? {} : { max_parallel_workers_per_gather: options.parallelWorkers }),
      TimeZone: 'UTC',
      // ISO output has a blank and `+00`; `instantText` in SQL gives the ledger's form where it matters.
      DateStyle: 'ISO',
    },
  }) as unknown as Sql;
}

const TEXT_TIMES: Record<string, postgres.PostgresType> = {
  date: { to: 1184, from: [1082, 1114, 1184], serialize: (value: string) => value, parse: toInstant },
  bigint: { to: 20, from: [20], serialize: (value: number) => String(value), parse: Number },
};

/** Postgres' `2026-01-02 03:04:05.6+00` as the ledger's `2026-01-02T03:04:05.600000Z`; infinity stays as it is. */
function toInstant(text: string): string {
  if (text.length < 19 || text.includes('infinity')) return text;
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(6, '0')}Z`;
}
