import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { Derived } from '../evaluate.js';
import { replaceCurrent, type Row, type Versioned } from './versions.js';

const LINK: Versioned = {
  table: 'link',
  key: ['from_ref', 'to_ref', 'method'],
  by: 'from_ref',
  columns: { place: 'text', seq: 'bigint' },
};

/** Writes what the deployments are linked to: the pull requests that they carry, and the releases of their tags. */
export async function writeLinks(tx: Transaction, derived: readonly Derived[], at: Instant): Promise<void> {
  const names = derived.map((one) => one.facts.deployment);
  const rows = [...(await pullRows(tx, derived)), ...(await releaseRows(tx, names))];
  await replaceCurrent({ tx, at }, LINK, names, rows);
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
      seq: seqs.get(pull) ?? one.facts.requestedSeq ?? 0,
    })),
  );
}

/** A deployment of a tag is linked to the release of that tag. */
async function releaseRows(tx: Transaction, deployments: readonly string[]): Promise<readonly Row[]> {
  return tx<Row[]>`
    select d.deployment as from_ref, r.release as to_ref, 'RELATION' as method, 'tag' as place, r.seq
    from deployment d join release r on r.repository = d.repository and d.git_ref in (r.tag, 'refs/tags/' || r.tag)
    where d.deployment = any(${deployments as string[]})`;
}
