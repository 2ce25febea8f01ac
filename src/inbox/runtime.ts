import type { Connector } from '#contract';
import type { Sql } from '../db/pool.js';
import type { LedgerKey } from '../ledger/index.js';

/** How a source is reached, where not as Node does by itself. */
export interface Network {
  /** The address of a proxy, read now; null: none is given, and the environment says. */
  proxy(): string | null;
  /** No proxy, whatever the environment says. */
  readonly direct: boolean;
  /** Certificates (PEM) to believe in beside the usual ones. */
  readonly ca: string | null;
}

/** One configured connection of a connector. `secret` gives the values that stand under a name now: none, one, or two in a rotation. */
export interface Source {
  readonly name: string;
  readonly connector: Connector<unknown>;
  readonly config: unknown;
  secret(name: string): readonly string[];
  /** The operator declared that the tool signs no webhooks: they ring, and nothing else of them is believed. */
  readonly unsignedWebhooks?: boolean;
  readonly network?: Network;
}

/** The part of pino that the rooms use. */
export interface Logger {
  info(facts: object, message?: string): void;
  warn(facts: object, message?: string): void;
  error(facts: object, message?: string): void;
}

/** What intake, inbox and normalise work with; `main` composes it. */
export interface Runtime {
  readonly sql: Sql;
  readonly ledger: { readonly key: LedgerKey };
  readonly sources: ReadonlyMap<string, Source>;
  readonly log: Logger;
}
