import type { Transaction } from '../../db/pool.js';
import { grouped } from './gather.js';

/** What one report of a deployment names. */
export interface NamedRow {
  readonly deployment: string;
  readonly source: string;
  readonly artifacts: readonly string[];
  readonly tag: string | null;
  readonly configuration: string | null;
  readonly trigger: string | null;
}

/** What somebody says of an artifact. */
export interface SaidOfArtifact {
  readonly artifact: string;
  readonly source: string;
  /** From what, or by which build, it was made. */
  readonly isBuilt: boolean;
  readonly seq: number;
}

export async function loadNamed(tx: Transaction, deployments: readonly string[]): Promise<ReadonlyMap<string, NamedRow>> {
  const rows = await tx<NamedRow[]>`
    select d.deployment, d.source, d.artifact_tag as tag, d.configuration, d.trigger,
      array(select artifact from artifact_mention m where m.from_ref = d.deployment order by artifact) as artifacts
    from deployment d where d.deployment = any(${deployments as string[]})`;
  return new Map(rows.map((row) => [row.deployment, row]));
}

export async function loadSaidOfArtifacts(
  tx: Transaction,
  artifacts: readonly string[],
): Promise<ReadonlyMap<string, readonly SaidOfArtifact[]>> {
  const rows = await tx<SaidOfArtifact[]>`
    select artifact, source, seq, build is not null or cardinality(commits) > 0 as "isBuilt"
    from artifact_publication where artifact = any(${artifacts as string[]}) order by seq`;
  return grouped(rows, ({ artifact }) => artifact);
}
