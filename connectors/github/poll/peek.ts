import { type Instant, type Json, parseInstant, plusMs } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { id } from '../wire/scalar.js';
import { type Client, expect } from './client.js';
import { OVERLAP_MS } from './pass.js';
import { peekAt } from './queries.js';
import type { Asked } from './refusal.js';

/** What GitHub says of a repository beside many others, for a hundredth of what it costs to read it. */
export interface Peeked {
  readonly id: string;
  /** As its own record says it. */
  readonly told: string;
  readonly defaultBranch: string | null;
  /** By name, of the branches whose commits are read, those that there are. */
  readonly heads: Readonly<Record<string, string>>;
  /** What all tags name; null: there are more of them than were asked for. */
  readonly tags: string | null;
  /** When any pull request changed last, and the last deployment was created; null: there is none. */
  readonly pullChanged: string | null;
  readonly deployed: string | null;
}

/** With three connections of each, one point for 33 repositories; more at a time would come near the ten seconds that GitHub takes at most. */
const AT_ONCE = 50;

const refAt = z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() });
type RefAt = z.output<typeof refAt>;
const answer = z.object({
  data: z.record(z.string(), z.custom<Json>()),
  errors: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])).optional() })).optional(),
});
const seen = z.looseObject({
  databaseId: id,
  nameWithOwner: z.string(),
  owner: z.object({ __typename: z.string(), login: z.string(), databaseId: id }),
  defaultBranchRef: refAt.nullable(),
  refs: connection(refAt).nullable(),
  pullRequests: connection(z.object({ updatedAt: z.string() })),
  deployments: connection(z.object({ createdAt: z.string() })),
});

/** By id. What is not shown to the token, or is another thing than expected, is left out. */
export async function peek(
  client: Client,
  names: readonly string[],
  branches: readonly string[] | undefined,
): Promise<ReadonlyMap<string, Peeked>> {
  const found = new Map<string, Peeked>();
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const batch = names.slice(from, from + AT_ONCE);
    const asked: Asked = { what: `what moved in ${String(batch.length)} repositories`, permission: 'Metadata: read' };
    const { data, errors = [] } = expect(answer, await client.post(peekAt(batch, branches ?? []), {}, asked), asked);
    const refused = new Set(errors.map(({ path }) => path?.[0]));
    for (const [alias, each] of Object.entries(data)) {
      if (refused.has(alias)) continue;
      const read = seen.safeParse(each);
      if (read.success) found.set(read.data.databaseId, peekedOf(read.data, branches));
    }
  }
  return found;
}

function peekedOf(read: z.output<typeof seen>, branches: readonly string[] | undefined): Peeked {
  const { databaseId, nameWithOwner, owner, defaultBranchRef: main, refs, pullRequests, deployments } = read;
  const told = toldOf({
    ...{ id: databaseId, full_name: nameWithOwner, default_branch: main?.name ?? null },
    owner: { id: owner.databaseId, login: owner.login, type: owner.__typename },
  });
  return {
    ...{ id: databaseId, told, defaultBranch: main?.name ?? null, heads: headsIn(read, branches) },
    tags: refs === null || (refs.totalCount ?? Infinity) > refs.nodes.length ? null : tagsIn(refs.nodes),
    pullChanged: pullRequests.nodes[0]?.updatedAt ?? null,
    deployed: deployments.nodes[0]?.createdAt ?? null,
  };
}

interface Named {
  readonly id: string;
  readonly full_name: string;
  readonly owner: { readonly id: string; readonly login: string; readonly type?: string };
  readonly default_branch: string | null;
}

/** What a repository says of itself, to be compared. */
export function toldOf({ id: own, full_name: name, owner, default_branch: main }: Named): string {
  return JSON.stringify([own, name, owner.id, owner.login, owner.type ?? null, main]);
}

/** All tags with what they name, to be compared. */
export function tagsIn(nodes: readonly { readonly name: string; readonly target?: unknown }[]): string {
  const named = nodes.map(({ name, target }) => [name, z.object({ oid: z.string() }).safeParse(target).data?.oid ?? null]);
  return JSON.stringify(named);
}

/** Whether it happened so long before the pass that the pass has seen it; null: nothing ever happened. */
export function isOlder(moment: string | null, since: string | null | undefined): boolean {
  if (since === null || since === undefined) return false;
  if (moment === null) return true;
  const at = parseInstant(moment);
  return at !== null && at < plusMs(since as Instant, -OVERLAP_MS);
}

function headsIn(read: z.output<typeof seen>, branches: readonly string[] | undefined): Readonly<Record<string, string>> {
  const found: readonly (readonly [string, RefAt | null])[] = branches
    ? branches.map((name, nth) => [name, refAt.nullable().safeParse(read[`b${String(nth)}`]).data ?? null] as const)
    : [[read.defaultBranchRef?.name ?? '', read.defaultBranchRef] as const];
  return Object.fromEntries(found.flatMap(([name, ref]) => (ref?.target ? [[name, ref.target.oid]] : [])));
}
