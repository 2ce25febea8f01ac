import type { LedgerEvent, Policy } from '#contract';
import { accountNames, clearTexts } from '../src/ledger/index.js';
import {
  artifactRows,
  associatedOf,
  buildsOfDeployments,
  changeRows,
  commentsOf,
  commitKey,
  contributionsOf,
  deniedOf,
  deniedRules,
  permissionsOf,
  decisionsWithoutTicket,
  deploymentRows,
  enrichmentsOf,
  formerIds,
  gapRef,
  gapsNamed,
  gapVerdicts,
  incidentRows,
  incidentsOfChanges,
  lastDeployments,
  ledgerEvents,
  maySeeTexts,
  openGaps,
  policyInForce,
  positionOf,
  pullRequestRows,
  recordRows,
  plansOfReleases,
  releaseRows,
  repositoryNames,
  reportsOf,
  servicesAmong,
  stepsOfReleases,
  stepsOf,
  ticketFacts,
  timelineRows,
  titleEvents,
  trustNow,
  unmappedEnvironments,
  waysOf,
  withoutProduction,
  type CommitRow,
  type DeniedKey,
  type GapGroup,
  type GapName,
  type Hub,
  type Person,
  type Trust,
  type Viewer,
} from '../src/read/index.js';
import { listsOf } from './list-loaders.js';
import { Waves } from './waves.js';

export type Loaders = ReturnType<typeof newLoaders>;

/** One query for all that a level of the question asks; `keep` remembers answers until the question ends. */
export function newLoaders(sql: Hub['sql'], viewer: Viewer, keep: boolean) {
  const waves = new Waves(keep);
  const by = <K, V, C = K>(batch: (keys: readonly K[]) => Promise<readonly V[]>, keyOf?: (key: K) => C) =>
    waves.loader<K, V, C>(batch, keyOf);
  const one = <V>(rows: (keys: readonly string[]) => Promise<readonly V[]>, keyOf: (row: V) => string) =>
    by<string, V | null>(async (keys) => pick(keys, new Map((await rows(keys)).map((row) => [keyOf(row), row]))));
  return {
    position: by<'now', number>(async (keys) => Array(keys.length).fill(await positionOf(sql)) as number[]),
    body: by<number, LedgerEvent | null>(async (seqs) => pick(seqs, await ledgerEvents(sql, seqs))),
    event: by(async (seqs: readonly number[]) => pick(seqs, new Map((await timelineRows(sql, seqs)).map((row) => [row.seq, row])))),
    way: by(async (seqs: readonly number[]) => pick(seqs, await waysOf(sql, seqs))),
    enrichments: by(
      async (events: readonly { eventId: string; subject: string }[]) => {
        const found = await enrichmentsOf(sql, events);
        return events.map((event) => found.get(event.eventId) ?? []);
      },
      (event) => event.eventId,
    ),
    text: by<string, string | null>(async (commitments) =>
      pick(commitments, maySeeTexts(viewer) ? await clearTexts(sql, commitments) : new Map()),
    ),
    person: by<string, Person>((refs) => persons(sql, viewer, refs)),
    change: one(
      (refs) => changeRows(sql, refs),
      (row) => row.change,
    ),
    ticket: by(async (refs: readonly string[]) => pick(refs, await ticketFacts(sql, refs))),
    ownDecisions: by(async (refs: readonly string[]) => {
      const found = await decisionsWithoutTicket(sql, refs);
      return refs.map((ref) => found.get(ref) ?? []);
    }),
    record: one(
      (refs) => recordRows(sql, refs),
      (row) => row.change,
    ),
    formerIds: by(async (refs: readonly string[]) => {
      const found = await formerIds(sql, refs);
      return refs.map((ref) => found.get(ref) ?? []);
    }),
    comments: by(async (refs: readonly string[]) => {
      const found = await commentsOf(sql, refs);
      return refs.map((ref) => found.get(ref) ?? []);
    }),
    trust: by<'now', Trust>(async (keys) => Array(keys.length).fill(await trustNow(sql)) as Trust[]),
    policy: by<'now', Policy | null>(async (keys) => Array(keys.length).fill(await policyInForce(sql)) as (Policy | null)[]),
    deployment: one(
      (refs) => deploymentRows(sql, refs),
      (row) => row.deployment,
    ),
    pullRequest: one(
      (refs) => pullRequestRows(sql, refs),
      (row) => row.pullRequest,
    ),
    release: one(
      (refs) => releaseRows(sql, refs),
      (row) => row.release,
    ),
    artifact: one(
      (refs) => artifactRows(sql, refs),
      (row) => row.artifact,
    ),
    reports: one(
      (refs) => reportsOf(sql, refs),
      (row) => row.deployment,
    ),
    buildOfDeployment: one(
      (refs) => buildsOfDeployments(sql, refs),
      (row) => row.deployment,
    ),
    incident: one(
      (refs) => incidentRows(sql, refs),
      (row) => row.incident,
    ),
    contributions: by(async (refs: readonly string[]) => pick(refs, await contributionsOf(sql, refs))),
    incidentsOfChange: by(async (refs: readonly string[]) => pick(refs, await incidentsOfChanges(sql, refs))),
    releasePlans: by(async (refs: readonly string[]) => pick(refs, await plansOfReleases(sql, refs))),
    releaseSteps: by(async (refs: readonly string[]) => pick(refs, await stepsOfReleases(sql, refs))),
    title: by<string, number | null>(async (refs) => pick(refs, await titleEvents(sql, refs))),
    repositoryName: by<string, string | null>(async (refs) => pick(refs, await repositoryNames(sql, refs))),
    associated: by<CommitRow, readonly string[], string>(async (commits) => {
      const found = await associatedOf(sql, commits);
      return commits.map((commit) => found.get(commitKey(commit)) ?? []);
    }, commitKey),
    steps: by(async (gaps: readonly GapName[]) => grouped(gaps.map(gapRef), await stepsOf(sql, gaps), (step) => gapRef(step.gap)), gapRef),
    gap: by(async (gaps: readonly GapName[]) => {
      const found = new Map((await gapsNamed(sql, gaps)).map((row) => [gapRef(row), row]));
      return gaps.map((gap) => found.get(gapRef(gap)) ?? null);
    }, gapRef),
    gapVerdict: by(async (gaps: readonly GapName[]) => {
      const found = new Map((await gapVerdicts(sql, gaps)).map((row) => [gapRef(row), row]));
      return gaps.map((gap) => found.get(gapRef(gap)) ?? null);
    }, gapRef),
    lastDeployments: by(async (services: readonly string[]) => {
      const found = await lastDeployments(sql, services);
      return services.map((service) => found.get(service) ?? []);
    }),
    openGapsOfServices: by((groups: readonly GapGroup[]) => counted(groups, openGaps(sql, 'service', groups)), groupName),
    openGapsOfEnvironments: by((groups: readonly GapGroup[]) => counted(groups, openGaps(sql, 'environment', groups)), groupName),
    ...listsOf(sql, waves),
    permissions: by(async (sources: readonly string[]) => grouped(sources, await permissionsOf(sql, sources), (row) => row.source)),
    denied: by(async (sources: readonly string[]) => grouped(sources, await deniedOf(sql, sources), (row) => row.source)),
    deniedRules: by(
      async (keys: readonly DeniedKey[]) => {
        const rows = await deniedRules(sql, keys);
        return keys.map(({ source, collection }) => rows.filter((row) => row.source === source && row.collection === collection));
      },
      ({ source, collection }) => `${source} ${collection}`,
    ),
    sourceErrors: by(async (sources: readonly string[]) => grouped(sources, await withoutProduction(sql, sources), (row) => row.source)),
    unmapped: by(async (sources: readonly string[]) => grouped(sources, await unmappedEnvironments(sql, sources), (row) => row.source)),
  };
}

const groupName = ({ group }: GapGroup) => group;

async function counted(groups: readonly GapGroup[], counts: Promise<ReadonlyMap<string, number>>): Promise<number[]> {
  const found = await counts;
  return groups.map(({ group }) => found.get(group) ?? 0);
}

async function persons(sql: Hub['sql'], viewer: Viewer, refs: readonly string[]): Promise<Person[]> {
  const [names, services] = await Promise.all([
    maySeeTexts(viewer) ? accountNames(sql, refs) : new Map<string, string>(),
    servicesAmong(sql, refs),
  ]);
  return refs.map((ref) => ({ ref, name: names.get(ref) ?? null, kind: services.has(ref) ? 'SERVICE' : 'PERSON' }));
}

function pick<K, V>(keys: readonly K[], found: ReadonlyMap<K, V>): (V | null)[] {
  return keys.map((key) => found.get(key) ?? null);
}

function grouped<V>(keys: readonly string[], rows: readonly V[], keyOf: (row: V) => string): V[][] {
  const groups = new Map<string, V[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
