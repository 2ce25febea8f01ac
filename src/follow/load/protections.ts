import type { Instant, Json } from '#contract';
import { instantOf, microsOf } from '#contract';
import type { ProtectionFact } from '../../controls/index.js';
import type { ProtectionFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { grouped } from './gather.js';

interface Row extends Omit<ProtectionFact, 'at'> {
  readonly said: { readonly [key: string]: Json };
  readonly atFrom: Instant | null;
  readonly atTo: Instant | null;
  readonly boundFrom: Instant | null;
}

/** Before the first reading nobody knows since when a branch was protected so. */
const EVER = '0001-01-01T00:00:00.000000Z' as Instant;

/** What protects the branches of repositories, by repository, in order of recording. */
export async function loadProtections(
  tx: Transaction,
  repositories: readonly string[],
): Promise<ReadonlyMap<string, readonly ProtectionFact[]>> {
  const rows = await tx<Row[]>`
    select repository, tool, branch, rule, said, at_from as "atFrom", at_to as "atTo", bound_from as "boundFrom",
      recorded_at as "recordedAt", seq
    from protection where repository = any(${repositories as string[]}) order by seq`;
  const facts = rows.map(({ atFrom, atTo, boundFrom, ...row }): ProtectionFact => {
    const to = instantOf(microsOf(row.recordedAt) + 1);
    const from = boundFrom !== null && boundFrom < to ? boundFrom : EVER;
    return { ...row, at: atFrom !== null && atTo !== null ? { from: atFrom, to: atTo } : { from, to } };
  });
  return grouped(facts, (fact) => fact.repository);
}

/** Of these facts the readings of some branches, as what each demands; a branch is protected once it has settings or a rule. */
export function readingsOf(facts: readonly ProtectionFact[], branches: readonly string[]): readonly ProtectionFacts[] {
  return facts.flatMap(({ branch, said, at, seq }) => {
    if (branch === null || !branches.includes(branch)) return [];
    const all = [said['settings'], ...listIn(said['rules'])].filter(isObject);
    return [
      {
        ...{ branch, at, isProtected: all.length > 0, seq },
        reviews: Math.max(0, ...all.map(({ approvals }) => (typeof approvals === 'number' ? approvals : 0))),
        checks: [...new Set(all.flatMap(({ checks }) => listIn(checks)))].filter((one) => typeof one === 'string').sort(),
      },
    ];
  });
}

function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
