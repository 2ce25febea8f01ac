import { type Json, instantOf } from '#contract';
import type { Sql } from '../../src/db/pool.js';
import { insertDeliveries, type Runtime } from '../../src/inbox/index.js';
import { append, hubEvent } from '../../src/ledger/index.js';
import { deliveryOf, type Page } from './page.js';
import { Repository } from './repository.js';

const REPOSITORIES = 8;
const COLLECTIONS = ['commits', 'pull_requests', 'reviews', 'deployments'];

/** Pages of several repositories by turns, until they hold `rounds` times ten pull requests each. */
export function* pagesOf(rounds: number): Generator<Page> {
  const repositories = Array.from({ length: REPOSITORIES }, (_, n) => new Repository({ id: idOf(n), name: `acme/service-${n}` }));
  for (const repository of repositories) yield* repository.begin();
  for (let round = 0; round < rounds; round++) {
    for (const repository of repositories) yield* repository.next();
  }
}

/** Keeps the pages as pending deliveries, as the poll door does. */
export async function fillInbox(sql: Sql, source: string, pages: Iterable<Page>): Promise<void> {
  let batch = [];
  for (const page of pages) {
    batch.push(deliveryOf(source, page));
    if (batch.length < 32) continue;
    await insertDeliveries(sql, batch);
    batch = [];
  }
  if (batch.length > 0) await insertDeliveries(sql, batch);
  await sql.unsafe('vacuum analyze inbox_delivery').catch(() => undefined);
}

/** Everything was read up to now: without it no rule could answer. */
export async function recordCoverage({ sql, ledger }: Runtime, source: string, repositories = REPOSITORIES): Promise<void> {
  const upTo = instantOf(Date.now() * 1000);
  const scopes = Array.from({ length: repositories }, (_, n) => `repository:${source}:${idOf(n)}`);
  const events = scopes.flatMap((scope) =>
    COLLECTIONS.map((collection) => {
      const core: { readonly [key: string]: Json } = { source, scope, collection, state: 'COMPLETE', upTo, reason: null, clockOffsetMs: 0 };
      const identity = { kind: 'coverage', natural: [source, scope, collection], transition: 'COMPLETE', discriminator: [upTo] };
      return hubEvent('coverage.changed', `source:${source}`, identity, core, { refs: [scope] }, ledger.key);
    }),
  );
  await sql.begin((tx) => append(tx, events, ledger));
}

export function idOf(nth: number): number {
  return 4100 + nth;
}
