import type { EventType, Instant } from '#contract';
import { type Build, buildOf, type Manifests, policyAt, type PublicationFacts, type ToBuild, trustOf } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import type { Changes } from './fold/changes.js';
import type { FollowState } from './state.js';
import { replaceCurrent, type Versioned } from './write/versions.js';

const BUILD: Versioned = {
  table: 'deployment_build',
  key: ['deployment'],
  by: 'deployment',
  columns: { artifact: 'text', repository: 'text', sha: 'text', through: 'text', seq: 'bigint' },
};

interface Now {
  readonly tx: Transaction;
  readonly state: FollowState;
  readonly at: Instant;
}

/** A deployment that may bring another code now. */
export interface ToResolve extends ToBuild {
  readonly from: Instant | null;
}

/**
 * Writes which code the deployments bring by their artifacts, where that is another than they say themselves, and answers
 * those that bring another one now. Asked of deployments that were told of, or whose artifact or manifests were.
 */
export async function resolveBuilds({ tx, state, at }: Now, touched: readonly ToResolve[]): Promise<readonly string[]> {
  if (touched.length === 0) return [];
  const { manifests, publications } = await around({ tx, state, at }, touched);
  const policies = await state.policies(tx);
  const senders = await state.pushed.senders(tx);
  const wanted = touched.flatMap((row) => {
    const trust = trustOf(senders, policyAt(policies, row.from).policy);
    const believed = grouped(publications.filter(({ source }) => trust(source, PUBLISHED)));
    const build = buildOf(row, manifests.get(row.repository ?? '') ?? null, believed);
    return build && !(build.repository === row.repository && build.sha === row.sha) ? [rowOf(row.deployment, build)] : [];
  });
  const names = touched.map(({ deployment }) => deployment);
  const { begun, ended } = await replaceCurrent({ tx, at }, BUILD, names, wanted);
  for (const row of [...begun, ...ended]) state.forgetPlaces(String(row['repository']));
  const moved = new Set([...begun, ...ended].map((row) => String(row['deployment'])));
  for (const { deployment, repository } of touched) if (moved.has(deployment) && repository) state.forgetPlaces(repository);
  return [...moved].sort();
}

const PUBLISHED: EventType = 'artifact.published';

function rowOf(deployment: string, { artifact, repository, sha, through, seq }: Build) {
  return { deployment, artifact, repository, sha, through, seq };
}

type Told = Pick<Changes, 'deployments' | 'artifacts' | 'commits' | 'policy'>;

/** Manifests are repositories in which some commit names a published artifact. */
export async function toResolve(tx: Transaction, { deployments, artifacts, commits, policy }: Told): Promise<readonly ToResolve[]> {
  if (deployments.size + artifacts.size + commits.size === 0 && !policy) return [];
  const scopes = [...new Set([...commits.values()].map(({ scope }) => scope))];
  return tx<ToResolve[]>`
    with manifest as (
      select distinct m.repository
      from artifact_mention m join artifact_publication p on p.artifact = m.artifact
      where m.repository <> '' and (${policy} or m.repository = any(${scopes}) or m.artifact = any(${[...artifacts]}))),
    named as (
      select from_ref as deployment from artifact_mention
      where from_ref like 'deployment:%' and (${policy} or artifact = any(${[...artifacts]}) or from_ref = any(${[...deployments]})))
    select d.deployment, d.repository, d.sha, d.requested_from as "from",
      array(select artifact from artifact_mention where from_ref = d.deployment order by artifact) as names
    from deployment d
    where d.deployment in (select deployment from named)
      or d.repository in (select repository from manifest)
      or (d.deployment = any(${[...deployments]}) and exists (
        select from artifact_mention m join artifact_publication p on p.artifact = m.artifact where m.repository = d.repository))
    order by d.deployment`;
}

interface Around {
  readonly manifests: ReadonlyMap<string, Manifests>;
  readonly publications: readonly (PublicationFacts & { readonly source: string })[];
}

async function around({ tx, state }: Now, touched: readonly ToResolve[]): Promise<Around> {
  const repositories = [...new Set(touched.flatMap(({ repository }) => repository ?? []))].sort();
  const mentions = await tx<{ repository: string; sha: string; artifact: string }[]>`
    select repository, substring(from_ref from '[^:]*$') as sha, artifact
    from artifact_mention m
    where repository = any(${repositories}) and exists (select from artifact_publication p where p.artifact = m.artifact)
    order by artifact`;
  const artifacts = [...new Set([...mentions.map(({ artifact }) => artifact), ...touched.flatMap(({ names }) => names)])];
  const publications = await tx<(PublicationFacts & { source: string })[]>`
    select artifact, name, commits, source, seq from artifact_publication where artifact = any(${artifacts}) order by seq`;
  const manifests = new Map<string, Manifests>();
  for (const repository of repositories) {
    const own = mentions.filter((one) => one.repository === repository);
    if (own.length === 0) continue;
    const named = new Map<string, string[]>();
    for (const { sha, artifact } of own) named.set(sha, [...(named.get(sha) ?? []), artifact]);
    manifests.set(repository, { named, history: await state.history(tx, repository) });
  }
  return { manifests, publications };
}

function grouped(publications: readonly PublicationFacts[]): ReadonlyMap<string, readonly PublicationFacts[]> {
  const map = new Map<string, PublicationFacts[]>();
  for (const one of publications) map.set(one.artifact, [...(map.get(one.artifact) ?? []), one]);
  return map;
}
