import type { History } from './contents.js';

/** What a source says of an artifact, where its word counts. */
export interface PublicationFacts {
  /** `artifact:sha256:…` */
  readonly artifact: string;
  readonly name: string;
  /** Refs of what it was built from. */
  readonly commits: readonly string[];
  readonly seq: number;
}

/** A deployment that names an artifact, or whose manifests may. */
export interface ToBuild {
  readonly deployment: string;
  /** The repository of its manifests, and their revision. */
  readonly repository: string | null;
  readonly sha: string | null;
  /** Artifacts that it names itself. */
  readonly names: readonly string[];
}

/** The manifests of one repository: which of its commits names which artifacts. */
export interface Manifests {
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly history: History;
}

/** The code that a deployment brings. */
export interface Build {
  readonly artifact: string;
  readonly repository: string;
  readonly sha: string;
  /** The deployment, or the commit of the manifests. */
  readonly through: string;
  readonly seq: number;
}

/** So far back along the line of first parents a manifest is looked for. */
const FARTHEST = 1_000;

/**
 * The code that a deployment brings by the artifact that it names, else by the one that its manifests name at its revision;
 * else by the last one that they named before, where they speak of one artifact alone. Null where that is not one artifact,
 * or not one known commit: then the deployment is what it says itself.
 */
export function buildOf(
  deployment: ToBuild,
  manifests: Manifests | null,
  publications: ReadonlyMap<string, readonly PublicationFacts[]>,
): Build | null {
  const found = namedBy(deployment, manifests, publications);
  if (!found) return null;
  const said = publications.get(found.artifact) ?? [];
  const commits = [...new Set(said.flatMap(({ commits: of }) => of))];
  const [, repository, sha] = /^commit:(.*):([^:]*)$/.exec(commits.length === 1 ? (commits[0] ?? '') : '') ?? [];
  if (repository === undefined || sha === undefined) return null;
  const seq = Math.min(...said.filter(({ commits: of }) => of.length > 0).map((one) => one.seq));
  return { ...found, repository: `repository:${repository}`, sha, seq };
}

type Named = Pick<Build, 'artifact' | 'through'>;

function namedBy(
  { deployment, sha, names, repository }: ToBuild,
  manifests: Manifests | null,
  publications: ReadonlyMap<string, readonly PublicationFacts[]>,
): Named | null {
  // Beside the one that somebody built, what runs next to it is named, too.
  const built = names.filter((name) => publications.has(name));
  const own = built.length === 1 ? built : names;
  if (names.length > 0) return own.length === 1 ? { artifact: own[0]!, through: deployment } : null;
  if (!manifests || sha === null || repository === null) return null;
  const commit = manifestOf(sha, manifests);
  const artifacts = manifests.named.get(commit ?? '') ?? [];
  if (commit === null || artifacts.length !== 1) return null;
  if (commit !== sha && !isOneName([...manifests.named.values()].flat(), publications)) return null;
  return { artifact: artifacts[0]!, through: `commit:${repository.slice('repository:'.length)}:${commit}` };
}

/** The last commit up to a revision that names an artifact. */
function manifestOf(sha: string, { named, history: { graph } }: Manifests): string | null {
  if (named.has(sha)) return sha;
  let index = graph.indexOf(sha);
  for (let steps = 0; index >= 0 && steps < FARTHEST; steps += 1) {
    if (named.has(graph.shaOf(index))) return graph.shaOf(index);
    if (graph.parentCount(index) === 0) return null;
    index = graph.parent(index, 0);
  }
  return null;
}

/** Of manifests that speak of several things, an older commit may be about another one than was deployed. */
function isOneName(artifacts: readonly string[], publications: ReadonlyMap<string, readonly PublicationFacts[]>): boolean {
  return new Set(artifacts.flatMap((artifact) => publications.get(artifact) ?? []).map(({ name }) => name)).size === 1;
}
