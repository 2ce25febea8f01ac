import { type Json, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { associated, connection } from '../wire/graphql.js';
import { sha } from '../wire/scalar.js';
import { expect } from './client.js';
import { commitRecord } from './commit-record.js';
import { asked, inRepository, type Pass } from './pass.js';
import { commitsUpTo } from './queries.js';

/** A merged pull request; of one that is open `mergeCommit` says nothing. */
export const mergedNode = z.object({
  mergedAt: z.string().nullish(),
  mergeCommit: z.object({ oid: sha }).nullish(),
  commits: z.object({ totalCount: z.int().optional() }),
});
type MergedNode = z.output<typeof mergedNode> & { readonly databaseId: string };

const named = z.object({ associatedPullRequests: connection(associated).nullish() });
const walked = z.object({ history: connection(z.custom<Json>()) });

/** GitHub rebases at most 100 commits. */
const MOST = 100;

/**
 * The commits as which these pull requests landed, with what GitHub associates with them by now. Its index of
 * associations comes seconds to minutes after a merge (release-drafter issues 322 and 871), and the stream of commits
 * does not read a commit twice. One that landed as a single commit needs no association.
 */
export async function landedCommits(pass: Pass, nodes: readonly MergedNode[]): Promise<readonly RawRecord[]> {
  const merged = nodes.flatMap(({ databaseId, mergedAt, mergeCommit, commits: { totalCount = 0 } }) =>
    mergedAt && mergeCommit && totalCount > 1 ? [{ databaseId, sha: mergeCommit.oid, count: Math.min(totalCount, MOST) }] : [],
  );
  if (merged.length === 0) return [];
  const histories = await historiesOf(pass, merged);
  return merged.flatMap(({ databaseId }, index) =>
    (walked.safeParse(histories[`c${String(index)}`]).data?.history.nodes ?? [])
      .filter((commit) => namesOf(commit).includes(databaseId))
      .map((commit) => commitRecord(pass, commit)),
  );
}

function namesOf(commit: Json): readonly unknown[] {
  return named.safeParse(commit).data?.associatedPullRequests?.nodes.map((pull) => pull.databaseId) ?? [];
}

async function historiesOf(pass: Pass, heads: Parameters<typeof commitsUpTo>[0]): Promise<Readonly<Record<string, Json>>> {
  const about = asked(pass, 'commits of merged pull requests', 'Contents: read');
  try {
    return expect(z.record(z.string(), z.custom<Json>()), (await inRepository(pass, commitsUpTo(heads), {}, about)).data, about);
  } catch (error) {
    // Then the stream of commits says so; pull requests are read all the same.
    if (error instanceof SourceRefused) return {};
    throw error;
  }
}
