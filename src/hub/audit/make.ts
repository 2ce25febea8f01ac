import { createHash } from 'node:crypto';
import type { Instant, Json } from '#contract';
import { ENGINE } from '../../controls/index.js';
import type { Sql } from '../../db/pool.js';
import { type AuditFile, isInScope, type Late, leftOutOf, test } from '../../evidence/audit/index.js';
import { canonical, rootAt, rootOf } from '../../ledger/index.js';
import {
  type AuditSurroundings,
  type AuditWanted,
  type Checkpoint,
  commitmentsOf,
  environmentsLeftOut,
  type FoundUnit,
  knownAt,
  lateFacts,
  placelessStarted,
  repositoriesRead,
  reviewsBetween,
  saidOfServices,
  surroundingsOf,
  unitsStarted,
  withoutImplementation,
} from '../../read/index.js';
import { groundsOf, idOf } from './gather.js';
import { seedFor } from './seed.js';

export interface Making {
  readonly sql: Sql;
  readonly wanted: AuditWanted;
  readonly checkpoint: Checkpoint;
  readonly settlingMs: number;
  readonly progress: (done: number, total: number) => Promise<void>;
}

/** Runs the test on all that started in the period, as it was known at the checkpoint, and draws the sample. */
export async function makeAudit({ sql, wanted, checkpoint, settlingMs, progress }: Making): Promise<AuditFile> {
  const { period, secret, size } = wanted;
  const { at, state } = checkpoint;
  const then = await knownAt(sql, at);
  const until = period.to < at ? period.to : at;
  const around = await surroundingsOf(then, { until, isOver: period.to <= at });
  const all = await unitsStarted(then, period);
  const scope = around.policies.at(-1)?.content.scope;
  const isIn = ({ service, startedAt }: FoundUnit) => isInScope(service, startedAt, scope);
  const grounds = await groundsOf(all.filter(isIn), { sql: then, at, around, progress });
  const root = await rootAt(sql, around.seq + 1);
  const seed = seedFor(secret, await commitmentsOf(sql, period), root);
  const past = (await saidOfServices(then, period)).filter(({ service, firstAt }) => isInScope(service, firstAt, scope));
  const tested = test(grounds, past, seed, size);
  const { log } = await rootOf(sql);
  const isNow = period.from <= at && at < period.to;
  return {
    format: 'changeline-audit/1',
    period,
    state,
    checkpoint: { log, size: around.seq + 1, root: Buffer.from(root).toString('hex'), at },
    seed,
    ...tested,
    outOfScope: counted(all.filter((one) => !isIn(one))),
    leftOut: {
      repositories: leftOutOf(await repositoriesRead(then), around.policies.at(-1)?.content ?? null, { from: period.from, to: until }),
      environments: await environmentsLeftOut(then),
    },
    pastDeployments: past,
    unknownEnvironment: await placelessStarted(then, period),
    withoutImplementation: isNow ? await withoutImplementation(then) : null,
    late: await lateOf(sql, wanted, { known: all, seq: around.seq }),
    unseen: { sources: around.sources, holes: around.holes, holeCount: around.holeCount },
    policies: policiesIn(around, period.from, until),
    reviews: await reviewsIn(then, { from: period.from, to: at }),
    provenance: {
      policy: around.policies.at(-1)?.version ?? null,
      engine: ENGINE,
      normalisers: around.normalisers,
      parameters: { period, size, settlingMs },
      rowCount: tested.population.length,
      rowsHash: createHash('sha256')
        .update(canonical(tested.population as unknown as Json))
        .digest('hex'),
    },
  };
}

function counted(units: readonly FoundUnit[]): AuditFile['outOfScope'] {
  const counts = new Map<string, number>();
  for (const { service } of units) counts.set(service ?? '', (counts.get(service ?? '') ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([service, many]) => ({ service, units: many }));
}

async function lateOf(
  sql: Sql,
  { period }: AuditWanted,
  then: { readonly known: readonly FoundUnit[]; readonly seq: number },
): Promise<Late> {
  const now = (await unitsStarted(sql, period)).map(idOf);
  const known = then.known.map(idOf);
  const without = (all: readonly string[], those: readonly string[]) => {
    const has = new Set(those);
    return all.filter((one) => !has.has(one)).sort();
  };
  return { added: without(now, known), gone: without(known, now), ...(await lateFacts(sql, period, then.seq)) };
}

/** Those that came into force within the period, and the one before them; the first also judges what is older. */
function policiesIn({ policies }: AuditSurroundings, from: Instant, until: Instant): AuditFile['policies'] {
  return policies
    .filter(({ activatedAt }, nth) => {
      const next = policies[nth + 1];
      return (activatedAt < until || nth === 0) && (next === undefined || next.activatedAt > from);
    })
    .map(({ version, activatedAt, activatedBy, file, content }) => ({
      ...{ version, activatedAt, activatedBy, file },
      documents: (content.documents ?? []).map(({ title, sha256 = null }) => ({ title, sha256 })),
    }));
}

async function reviewsIn(sql: Sql, span: { readonly from: Instant; readonly to: Instant }): Promise<AuditFile['reviews']> {
  const found = await reviewsBetween(sql, span);
  return found.map(({ event, of, count, signedAt, signedBy, checkpoint: { size, root } }) => ({
    event,
    of,
    count,
    signedAt,
    signedBy,
    size,
    root,
  }));
}
