import type { Instant, Interval } from '#contract';
import { trustOf } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { policyInForce } from './change-content.js';
import { interval } from './deployment.js';
import type { Fragment } from './fragment.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { pagesOf } from './pages.js';
import { bounded } from './timeline-filter.js';

/** What one source says of an artifact. */
export interface PublicationRow {
  readonly source: string;
  readonly name: string;
  readonly version: string | null;
  readonly tags: readonly string[];
  readonly commits: readonly string[];
  readonly build: string | null;
  readonly provenance: string | null;
  readonly publishedAt: Interval | null;
  /** Whether the policy in force lets this source's word satisfy a rule. */
  readonly trusted: boolean;
  readonly seq: number;
}

export interface ArtifactRow {
  /** `artifact:sha256:…` */
  readonly artifact: string;
  /** When it was first published, or first named. */
  readonly knownSince: Instant;
  readonly publications: readonly PublicationRow[];
}

/** All that is given must hold; of a list, one of its values. */
export interface ArtifactFilter {
  readonly names?: readonly string[] | null;
  /** Refs of commits that it was built from. */
  readonly commits?: readonly string[] | null;
  readonly builds?: readonly string[] | null;
}

interface Row {
  readonly artifact: string;
  readonly knownSince: Instant;
}

/** One page of artifacts that were published or named, those known last first. */
export async function artifacts(sql: Sql, filter: ArtifactFilter, input: PageInput): Promise<Page<ArtifactRow>> {
  const slice = sliceOf(input, 'artifacts', ['time', 'text']);
  const matching = sql`select a.* from (${known(sql)}) a where true ${conditionOf(sql, filter)}`;
  const beyond =
    slice.from === null ? sql`true` : sql`(a."knownSince", a.artifact) < (${String(slice.from[0])}::timestamptz, ${String(slice.from[1])})`;
  const { asOf, rows } = await withAsOf<Row>(
    sql,
    sql`select a.* from (${matching}) a where ${beyond} order by a."knownSince" desc, a.artifact desc limit ${slice.limit + 1}`,
    sql`p."knownSince" desc, p.artifact desc`,
  );
  const said = await publicationsOf(
    sql,
    rows.map(({ artifact }) => artifact),
  );
  return pageOf({
    ...{ name: 'artifacts', slice, rows, asOf },
    keyOf: (row) => [row.knownSince, row.artifact],
    nodeOf: (row) => ({ ...row, publications: said.get(row.artifact) ?? [] }),
    count: () => countOf(sql, matching),
  });
}

/** Those of these artifacts that anybody published or named. */
export async function artifactRows(sql: Sql, refs: readonly string[]): Promise<ArtifactRow[]> {
  const [rows, said] = await Promise.all([
    sql<Row[]>`select a.* from (${known(sql)}) a where a.artifact = any(${refs as string[]})`,
    publicationsOf(sql, refs),
  ]);
  return rows.map((row) => ({ ...row, publications: said.get(row.artifact) ?? [] }));
}

function known(sql: Sql): Fragment {
  return sql`
    select k.artifact, min(k.since) as "knownSince"
    from (
      select artifact, coalesce(at_from, recorded_at) as since from artifact_publication
      union all
      select m.artifact, t.recorded_at from artifact_mention m join timeline_entry t on t.seq = m.seq
    ) k
    group by k.artifact`;
}

function conditionOf(sql: Sql, { names, commits, builds }: ArtifactFilter): Fragment {
  for (const [name, list] of Object.entries({ names, commits, builds })) bounded(name, list);
  const published = (condition: Fragment) => sql`and a.artifact in (select artifact from artifact_publication where ${condition})`;
  return sql`
    ${names ? published(sql`name = any(${names as string[]})`) : sql``}
    ${commits ? published(sql`commits && ${commits as string[]}::text[]`) : sql``}
    ${builds ? published(sql`build = any(${builds as string[]})`) : sql``}`;
}

type PublicationOf = Omit<PublicationRow, 'publishedAt' | 'trusted'> & {
  readonly artifact: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
};

async function publicationsOf(sql: Sql, refs: readonly string[]): Promise<ReadonlyMap<string, readonly PublicationRow[]>> {
  const [rows, senders, policy] = await Promise.all([
    sql<PublicationOf[]>`
      select artifact, source, name, version, tags, commits, build, provenance, at_from as "from", at_to as "to", seq
      from artifact_publication where artifact = any(${refs as string[]}) order by seq limit 10000`,
    sql<{ source: string }[]>`select source from sender`,
    policyInForce(sql),
  ]);
  const trust = trustOf(new Set(senders.map(({ source }) => source)), policy ?? {});
  const found = new Map<string, PublicationRow[]>();
  for (const { artifact, from, to, ...row } of rows) {
    const own = { ...row, publishedAt: interval(from, to), trusted: trust(row.source, 'artifact.published') };
    found.set(artifact, [...(found.get(artifact) ?? []), own].slice(0, 200));
  }
  return found;
}

/** For each artifact one page of the refs of the deployments that bring it, in the order in which they started: its promotion. */
export function deploymentsOfArtifact(sql: Sql, refs: readonly string[], input: PageInput): Promise<Page<string>[]> {
  const matching = sql`
    select r.deployment as ref, coalesce(r.start_from, 'infinity') as start
    from deployment_range r
    where r.recorded_to is null and r.deployment in (
      select deployment from deployment_build where artifact = w.artifact and recorded_to is null
      union
      select from_ref from artifact_mention where artifact = w.artifact)`;
  return pagesOf<{ readonly ref: string; readonly start: string }, string>(
    sql,
    {
      name: 'deployments of an artifact',
      kinds: ['text', 'text'],
      parents: sql`unnest(${refs as string[]}::text[])`,
      columns: sql`artifact`,
      matching,
      rows: ({ from, limit }) => sql`
        select m.ref, m.start::text as start from (${matching}) m
        where ${from === null ? sql`true` : sql`(m.start, m.ref) > (${String(from[0])}::timestamptz, ${String(from[1])})`}
        order by m.start, m.ref
        limit ${limit + 1}`,
      order: sql`p.start::timestamptz, p.ref`,
      keyOf: (row) => [row.start, row.ref],
      nodeOf: (row) => row.ref,
    },
    input,
  );
}

/** What a deployment brings by an artifact. */
export interface DeploymentBuildRow {
  readonly deployment: string;
  readonly artifact: string;
  /** The code that the artifact was built from; null where that is not one known commit, or what the deployment says itself. */
  readonly repository: string | null;
  readonly sha: string | null;
  /** The deployment, or the commit of its manifests, that names the artifact. */
  readonly through: string;
}

export async function buildsOfDeployments(sql: Sql, deployments: readonly string[]): Promise<DeploymentBuildRow[]> {
  return sql<DeploymentBuildRow[]>`
    select distinct on (deployment) *
    from (
      select deployment, artifact, repository, sha, through
      from deployment_build where deployment = any(${deployments as string[]}) and recorded_to is null
      union all
      select from_ref, artifact, null, null, from_ref from artifact_mention where from_ref = any(${deployments as string[]})
    ) b
    order by deployment, repository nulls last, artifact`;
}
