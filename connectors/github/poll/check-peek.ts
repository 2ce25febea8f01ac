import type { RawRecord } from '#contract';
import { type Instant, parseInstant, plusMs } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { asked, inRepository, type Pass } from './pass.js';
import { rollupsByName } from './queries.js';
import { checksOf } from './revision-checks.js';

/** A commit whose checks count, from when: it was merged, or deployed. */
export const watched = z.object({
  sha: z.string(),
  since: z.string(),
  /** What its checks came to when they were last read; null: never read. */
  read: z.string().nullable(),
});
export type Watched = z.output<typeof watched>;

const rollup = z.object({
  state: z.string(),
  contexts: z.object({
    totalCount: z.int(),
    nodes: z.array(z.object({ completedAt: z.string().nullish(), createdAt: z.string().nullish() })),
  }),
});
type Rollup = z.output<typeof rollup>;
const answer = z.record(z.string(), z.unknown());
const commit = z.object({ statusCheckRollup: rollup.nullable() }).nullable();

// 25 commits with up to 100 checks each: one point, and an answer that GitHub gives within its ten seconds.
const AT_ONCE = 25;
const DAY_MS = 86_400_000;

export interface Looked {
  readonly records: readonly RawRecord[];
  /** Those that may still change. */
  readonly open: readonly Watched[];
}

/** Asks in bulk whether anything changed, and reads the checks only of those commits where something did. */
export async function lookAt(pass: Pass, commits: readonly Watched[]): Promise<Looked> {
  const records: RawRecord[] = [];
  const open: Watched[] = [];
  for (let from = 0; from < commits.length; from += AT_ONCE) {
    const batch = commits.slice(from, from + AT_ONCE);
    const rollups = await rollupsOf(pass, batch);
    for (const [index, each] of batch.entries()) {
      const found = rollups[index] ?? null;
      const now = found && digestOf(found);
      if (now !== null && now !== each.read) records.push(await checksOf(pass, each.sha));
      if (mayChange(each, found, pass.client.startedAt())) open.push({ ...each, read: now });
    }
  }
  return { records, open };
}

async function rollupsOf(pass: Pass, batch: readonly Watched[]): Promise<(Rollup | null)[]> {
  const about = asked(pass, 'checks', 'Checks: read" and "Commit statuses: read');
  const { data } = await inRepository(pass, rollupsByName(batch.map(({ sha }) => sha)), {}, about);
  const named = expect(answer, data, about);
  // A commit that was forced away and collected is null.
  return batch.map((_, index) => expect(commit, (named[`c${String(index)}`] ?? null) as never, about)?.statusCheckRollup ?? null);
}

/** A check that ends, or is set again, changes the state, the count or the newest time. */
function digestOf({ state, contexts }: Rollup): string {
  const times = contexts.nodes.map(({ completedAt, createdAt }) => completedAt ?? createdAt ?? '').sort();
  return [state, contexts.totalCount, times.at(-1) ?? ''].join(' ');
}

/** A day after the merge or the deployment nothing is expected any more, but for what is still pending: 35 days. */
function mayChange({ since }: Watched, found: Rollup | null, now: Instant | null): boolean {
  const from = parseInstant(since);
  if (from === null || now === null) return true;
  const isPending = found !== null && (found.state === 'PENDING' || found.state === 'EXPECTED');
  return plusMs(from, isPending ? 35 * DAY_MS : DAY_MS) > now;
}
