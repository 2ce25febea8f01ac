import type { Instant } from '#contract';
import type { Way } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import type { Derived } from '../derived.js';
import { SAME_DEPLOYMENT } from '../place.js';
import { replace, type Row, type Versioned } from './versions.js';

export const LINK: Versioned = {
  table: 'link',
  key: ['from_ref', 'to_ref', 'method'],
  by: 'from_ref',
  columns: { place: 'text', strength: 'text', against: 'text[]', through: 'text[]', seq: 'bigint' },
};

export interface LinkedTickets {
  /** That they carry or have carried until now. */
  readonly all: ReadonlySet<string>;
  /** That they have carried until now in this way. */
  readonly left: ReadonlySet<string>;
}

/** Writes what the deployments are linked to: the pull requests and tickets that they carry, and the releases of their tags. */
export async function writeLinks(
  { tx, at }: { readonly tx: Transaction; readonly at: Instant },
  current: readonly Row[],
  derived: readonly Derived[],
): Promise<LinkedTickets> {
  const [pulls, releases] = await together([pullRows(tx, derived), releaseRows(tx, derived)]);
  const rows = [...pulls, ...releases, ...derived.flatMap(ticketRows), ...derived.flatMap(reportRows)];
  const { ended } = replace({ tx, at }, LINK, current, rows);
  return { all: ticketsIn([...rows, ...ended]), left: ticketsIn(ended) };
}

function ticketsIn(rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.map((row) => String(row['to_ref'])).filter((ref) => ref.startsWith('ticket:')));
}

async function pullRows(tx: Transaction, derived: readonly Derived[]): Promise<readonly Row[]> {
  const pulls = [...new Set(derived.flatMap((one) => [...one.broughtIn.pulls.keys()]))];
  if (pulls.length === 0) return [];
  const merged = await tx<{ pullRequest: string; seq: number | null }[]>`
    select pull_request as "pullRequest", merged_seq as seq from pull_request where pull_request = any(${pulls})`;
  const seqs = new Map(merged.map((row) => [row.pullRequest, row.seq]));
  return derived.flatMap((one) =>
    [...one.broughtIn.pulls].map(([pull, { method, place }]) => ({
      from_ref: one.facts.deployment,
      to_ref: pull,
      method,
      place,
      strength: 'CARRIED',
      against: [],
      through: [],
      seq: seqs.get(pull) ?? one.facts.requestedSeq ?? 0,
    })),
  );
}

/** The tickets that it carries, and those that weaker mentions only relate to it: of the ways of one method the first, and through what all lead. */
function ticketRows({ facts, tracing }: Derived): readonly Row[] {
  const rows = new Map<string, Row>();
  const strengths = [
    ['CARRIED', tracing.carried],
    ['RELATED', tracing.related],
  ] as const;
  for (const [strength, tickets] of strengths) {
    for (const [ticket, ways] of tickets) {
      for (const [method, alike] of byMethod(ways)) {
        const name = `${ticket} ${method}`;
        if (!rows.has(name)) rows.set(name, { from_ref: facts.deployment, to_ref: ticket, method, strength, ...told(alike) });
      }
    }
  }
  return [...rows.values()];
}

function byMethod(ways: readonly Way[]): ReadonlyMap<string, readonly Way[]> {
  const map = new Map<string, Way[]>();
  for (const way of ways) map.set(way.method, [...(map.get(way.method) ?? []), way]);
  return map;
}

function told(ways: readonly Way[]): Row {
  const [first] = ways;
  return {
    place: first?.place,
    against: first?.closedBefore ? ['It was closed before the commit was pushed.'] : [],
    through: [...new Set(ways.flatMap((way) => way.through))].sort(),
    seq: first?.seq,
  };
}

/** A report is linked to the one that speaks for its deployment, or to those that may be reports of the same one. */
function reportRows({ facts, role: { speaker, perhaps } }: Derived): readonly Row[] {
  const speaks = speaker === facts.deployment;
  return (speaks ? perhaps : [speaker]).map((other) => ({
    from_ref: facts.deployment,
    to_ref: other,
    method: 'RELATION',
    place: SAME_DEPLOYMENT,
    strength: speaks ? 'RELATED' : 'CARRIED',
    against: speaks ? ['Whether both are one deployment cannot be ordered.'] : [],
    through: [],
    seq: facts.requestedSeq ?? facts.statuses[0]?.seq ?? 0,
  }));
}

/** A deployment of a tag is linked to the release of that tag. */
async function releaseRows(tx: Transaction, derived: readonly Derived[]): Promise<readonly Row[]> {
  const deployments = derived.filter(({ facts }) => facts.gitRef !== null).map(({ facts }) => facts.deployment);
  if (deployments.length === 0) return [];
  return tx<Row[]>`
    select d.deployment as from_ref, r.release as to_ref, 'RELATION' as method, 'tag' as place, 'CARRIED' as strength, '{}'::text[] as against, '{}'::text[] as through, r.seq
    from deployment d join release r on r.repository = d.repository and d.git_ref in (r.tag, 'refs/tags/' || r.tag)
    where d.deployment = any(${deployments})`;
}
