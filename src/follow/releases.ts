import type { Instant } from '#contract';
import { type ReleaseFacts, type ReleaseRange, releaseRanges } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import type { Changes } from './fold/changes.js';
import type { FollowState } from './state.js';
import { replaceCurrent, type Versioned } from './write/versions.js';

const RANGE: Versioned = {
  table: 'release_range',
  key: ['release'],
  by: 'release',
  columns: { repository: 'text', sha: 'text', base: 'text', relation: 'text', carries: 'integer', undecided: 'text[]' },
};

const COMMIT: Versioned = { table: 'release_commit', key: ['release', 'sha'], by: 'release', columns: { repository: 'text' } };

interface Now {
  readonly tx: Transaction;
  readonly state: FollowState;
  readonly at: Instant;
}

/**
 * Writes what releases group: all of a repository in which a tag or release was told of, since each may be the base of
 * another; and those that were undecided, once every parent in the history of their repository was read.
 */
export async function groupReleases(now: Now, { tags }: Changes, waiting: UndecidedReleases): Promise<void> {
  const told = new Set([...tags.values()].map(({ scope }) => scope));
  for (const repository of [...told].sort()) await regroup(now, repository, null);
  for (const [repository, releases] of waiting) {
    const { generations } = await now.state.history(now.tx, repository);
    if (generations.current() !== null) await regroup(now, repository, releases);
  }
}

/** By repository. */
export type UndecidedReleases = ReadonlyMap<string, ReadonlySet<string>>;

/** Those in repositories that commits were told of, and no tag or release. */
export async function undecidedReleases(tx: Transaction, { tags, commits }: Changes): Promise<UndecidedReleases> {
  const told = new Set([...tags.values()].map(({ scope }) => scope));
  const repositories = [...new Set([...commits.values()].map(({ scope }) => scope))].filter((scope) => !told.has(scope));
  if (repositories.length === 0) return new Map();
  const rows = await tx<{ repository: string; releases: readonly string[] }[]>`
    select repository, array_agg(release) as releases
    from release_range
    where recorded_to is null and relation = 'UNDECIDED' and repository = any(${repositories})
    group by repository order by repository`;
  return new Map(rows.map((row) => [row.repository, new Set(row.releases)]));
}

async function regroup({ tx, state, at }: Now, repository: string, only: ReadonlySet<string> | null): Promise<void> {
  const releases = await releasesOf(tx, repository);
  if (releases.length === 0) return;
  const wanted = only ?? new Set(releases.map(({ release }) => release));
  const ranges = releaseRanges(releases, wanted, await state.history(tx, repository));
  const names = [...wanted].sort();
  const { begun } = await replaceCurrent(
    { tx, at },
    RANGE,
    names,
    ranges.map((range) => rangeRow(repository, range)),
  );
  const changed = new Set(begun.map((row) => String(row['release'])));
  const moved = ranges.filter(({ release }) => changed.has(release));
  if (moved.length === 0) return;
  const rows = moved.flatMap(({ release, carries }) => carries.map((sha) => ({ release, sha, repository })));
  await replaceCurrent({ tx, at }, COMMIT, [...changed].sort(), rows);
}

/** Of a tag that was moved the commit at which it was seen last. */
async function releasesOf(tx: Transaction, repository: string): Promise<readonly ReleaseFacts[]> {
  return tx<ReleaseFacts[]>`
    select r.release, t.sha, r.published_from as "publishedAt", coalesce(r.prerelease, false) as prerelease
    from release r
    left join lateral (
      select coalesce(g."commit", g.object) as sha from tag g
      where g.repository = r.repository and g.name = r.tag
      order by g.seq desc
      limit 1
    ) t on true
    where r.repository = ${repository}
    order by r.release`;
}

function rangeRow(repository: string, { release, sha, base, relation, carries, undecided }: ReleaseRange) {
  return { release, repository, sha: sha ?? '', base: base ?? '', relation, carries: carries.length, undecided };
}
