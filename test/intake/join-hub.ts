import type { Connector } from '#contract';
import { openPool, type Sql } from '../../src/db/pool.js';
import type { Runtime, Source } from '../../src/inbox/index.js';
import { PAPER_SECRET, paper, type PaperConfig } from './paper.js';

export interface JoinedHub {
  readonly runtime: Runtime;
  readonly sql: Sql;
  /** Every line that was logged, as text. */
  readonly logged: readonly string[];
}

export interface TestSource {
  readonly name?: string;
  readonly connector?: Connector<PaperConfig>;
  readonly config?: PaperConfig;
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
}

const SECRETS = { token: ['token-that-nobody-may-see'], webhookSecret: [PAPER_SECRET] };

export function testSource({
  name = 'paper-acme',
  connector = paper(),
  config = { url: 'http://127.0.0.1:9' },
  secrets = SECRETS,
}: TestSource = {}): Source {
  return { name, connector: connector as unknown as Connector<unknown>, config, secret: (wanted) => secrets[wanted as 'token'] ?? [] };
}

/** A hub over a database that exists; imports nothing of the test runner, so that a process of its own may use it. */
export function joinHub(url: string, sources: readonly TestSource[] = [{}]): JoinedHub {
  const sql = openPool(url, { max: 6 });
  const logged: string[] = [];
  const note = (facts: object, message = ''): void => void logged.push(`${JSON.stringify(facts)} ${message}`);
  const runtime: Runtime = {
    sql,
    ledger: { key: { key: Buffer.alloc(32, 7) } },
    sources: new Map(sources.map(testSource).map((source) => [source.name, source])),
    log: { info: note, warn: note, error: note },
  };
  return { runtime, sql, logged };
}
