import type { CoverageClaim, Json, ReadStream } from '#contract';
import { clientOf, type GithubIo } from './client.js';
import { checksAreUnmoved } from './checks.js';
import { commitsAreUnmoved } from './commits.js';
import { deploymentsAreUnmoved } from './deployments.js';
import { namesAreUnmoved } from './names.js';
import { type Peeked, peek } from './peek.js';
import { pullRequestsAreUnmoved } from './pull-requests.js';
import { complete, repositoryById } from './repository.js';
import { tagsAreUnmoved } from './tags.js';

interface Sign {
  /** Whether a reading from this cursor would bring nothing. */
  readonly stands: (peeked: Peeked, cursor: Json | null) => boolean;
  /** What such a reading claims. */
  readonly collections: readonly string[];
}

/**
 * By collection. The others have no sign: runs, alerts, rules, environments, releases (a draft may be published late), what may be written by whom
 * and what hooks failed to deliver change without moving anything, so they are asked for, conditionally.
 */
const SIGNS: Readonly<Record<string, Sign>> = {
  repository: { stands: namesAreUnmoved, collections: ['repository'] },
  commits: { stands: commitsAreUnmoved, collections: ['commits'] },
  tags: { stands: tagsAreUnmoved, collections: ['tags'] },
  pull_requests: { stands: pullRequestsAreUnmoved, collections: ['pull_requests', 'reviews'] },
  checks: { stands: checksAreUnmoved, collections: ['checks'] },
  deployments: { stands: deploymentsAreUnmoved, collections: ['deployments', 'approvals'] },
};

/** One look at all their repositories; a label begins with the name under which the repository was listed. */
export async function unmoved(read: readonly ReadStream[], io: GithubIo): Promise<ReadonlyMap<string, readonly CoverageClaim[]>> {
  const asked = read.filter(({ stream }) => Object.hasOwn(SIGNS, collectionOf(stream.name)));
  const [first] = asked;
  if (!first) return new Map();
  const client = clientOf(io);
  // What is claimed is claimed up to the first answer, so that one comes before anything is looked at.
  await repositoryById(client, idOf(first.stream.name));
  const names = [...new Set(asked.map(({ stream }) => stream.label.split(' ')[0] ?? ''))];
  const peeked = await peek(client, names, io.config.branches);
  return new Map(
    asked.flatMap(({ stream, cursor }) => {
      const { stands, collections } = SIGNS[collectionOf(stream.name)]!;
      const found = peeked.get(idOf(stream.name));
      return found && stands(found, cursor) ? [[stream.name, complete(found, client, collections)] as const] : [];
    }),
  );
}

function idOf(stream: string): string {
  return stream.split('/')[0] ?? '';
}

function collectionOf(stream: string): string {
  return stream.split('/').slice(1).join('/');
}
