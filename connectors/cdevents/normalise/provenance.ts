import { type Draft, type Interval, type Json, type Mention, type Normalised, parseInterval, readPayload, ref } from '#contract';
import { type Dependency, slsa02, slsa1, type Statement } from '../wire/provenance.js';
import type { Attested } from './envelope.js';
import { purlOf } from './purl.js';
import { type Source, sourcesIn } from './sources.js';

/** What a provenance says of a build, whatever its version. */
interface Build {
  readonly builder: string;
  readonly buildType: string;
  readonly invocation: string | null;
  readonly at: Interval | null;
  readonly sources: readonly Source[];
}

const READERS: ReadonlyMap<string, (payload: Json) => Build> = new Map([
  ['https://slsa.dev/provenance/v1', fromSlsa1],
  ['https://slsa.dev/provenance/v0.2', fromSlsa02],
]);

/** Each subject is an artifact by its own digest: the index of a multi-platform image is another one than its parts. */
export function fromStatement({ statement, payload, isSigned }: Attested): Normalised {
  const { predicateType, subject } = statement;
  const read = READERS.get(predicateType);
  if (!read) return { ignored: `in-toto statements of ${predicateType} are not supported: they are no SLSA provenance of v1 or v0.2.` };
  const build = read(payload);
  const named = subject.flatMap((one) => artifactIn(one) ?? []);
  const events = distinct(named).map((one) => published(one, build, { predicateType, isSigned }));
  return events.length > 0 ? { events } : { ignored: 'this provenance names no artifact by a SHA-256 digest.' };
}

interface Artifact {
  readonly sha256: string;
  readonly name: string;
}

function artifactIn({ name, uri, digest }: Statement['subject'][number]): Artifact | null {
  const sha256 = digest?.['sha256'] ?? '';
  return /^[0-9a-f]{64}$/.test(sha256) ? { sha256, name: name || uri || `sha256:${sha256}` } : null;
}

function distinct(artifacts: readonly Artifact[]): readonly Artifact[] {
  return [...new Map(artifacts.map((one) => [`${one.sha256} ${one.name}`, one])).values()];
}

function published(
  { sha256, name }: Artifact,
  build: Build,
  { predicateType, isSigned }: { predicateType: string; isSigned: boolean },
): Draft {
  const { builder, buildType, invocation, at, sources } = build;
  const purl = purlOf(name);
  const commits = [...new Set(sources.map(({ commit }) => commit))];
  return {
    type: 'artifact.published',
    subject: ref('artifact', 'sha256', sha256),
    // Whoever attests the same build of the same artifact twice says one thing.
    identity: {
      kind: 'provenance',
      natural: [sha256],
      transition: 'attested',
      discriminator: [predicateType, builder, invocation ?? at?.from ?? '', name, ...commits],
    },
    occurredAt: at,
    timeFrom: 'CORE',
    core: {
      name: purl?.name ?? name,
      version: purl?.tag ?? null,
      tags: purl?.tag ? [purl.tag] : [],
      platform: purl?.platform ?? null,
      provenance: predicateType,
      builder,
      buildType,
      invocation,
      ...onlyRepository(sources),
      sources: sources.map(({ repository, commit }) => ({ repository, commit })),
    },
    // A statement says the same in whatever envelope; who signed it is not verified here.
    seen: { signature: isSigned ? 'NOT_VERIFIED' : 'NONE' },
    mentions: commits.map((text): Mention => ({ names: { kind: 'commit', text }, method: 'RELATION', place: 'provenance' })),
  };
}

/** Where the commits lie, if that is one place: of forks and mirrors it tells which is meant. */
function onlyRepository(sources: readonly Source[]): { readonly repositoryUrl?: string } {
  const [only, ...others] = new Set(sources.map(({ repository }) => repository));
  return only && others.length === 0 ? { repositoryUrl: only } : {};
}

function fromSlsa1(payload: Json): Build {
  const { buildDefinition, runDetails } = readPayload(slsa1, payload, { what: 'provenance', by: 'SLSA v1' }).predicate;
  const { invocationId, startedOn, finishedOn } = runDetails.metadata ?? {};
  return {
    builder: runDetails.builder.id,
    buildType: buildDefinition.buildType,
    invocation: invocationId ?? null,
    at: momentOf(finishedOn ?? startedOn),
    sources: sourcesIn(buildDefinition.resolvedDependencies ?? []),
  };
}

function fromSlsa02(payload: Json): Build {
  const {
    builder,
    buildType,
    invocation,
    materials = [],
    metadata,
  } = readPayload(slsa02, payload, { what: 'provenance', by: 'SLSA v0.2' }).predicate;
  const config: readonly Dependency[] = invocation?.configSource ? [invocation.configSource] : [];
  return {
    builder: builder.id,
    buildType,
    invocation: metadata?.buildInvocationId ?? null,
    at: momentOf(metadata?.buildFinishedOn ?? metadata?.buildStartedOn),
    sources: sourcesIn([...config, ...materials]),
  };
}

function momentOf(written: string | undefined): Interval | null {
  return written === undefined ? null : parseInterval(written);
}
