import { type Draft, type Json, type Normalised, ref } from '#contract';
import { code, readAs } from '../wire.js';

/** What one commit's paths may take in the ledger; what is beyond is not told. */
const MOST_CHARACTERS = 100_000;

interface Difference {
  readonly old_path: string;
  readonly new_path: string;
}

interface Listing {
  readonly paths: readonly string[];
  /** Nothing was left out. */
  readonly whole: boolean;
}

/** What a commit has otherwise than its first parent and, of a merge, what it has otherwise than every parent. */
export function fromCommitPaths(payload: Json): Normalised {
  const { project, commit, diffs, whole, against } = readAs(code.commitPathsRecord, payload, 'commit with its paths');
  const listing = listed(namesOf(diffs), whole);
  if (commit.parent_ids.length < 2) return { events: [touched(project.id, commit.id, listing, {})] };
  const others = against.map((other) => listed(namesOf(other.diffs), other.whole));
  const isKnown = listing.whole && others.length === commit.parent_ids.length - 1 && others.every((other) => other.whole);
  const own = listing.paths.filter((path) => others.every(({ paths }) => paths.includes(path)));
  return { events: [touched(project.id, commit.id, listing, { merge: true, ...(isKnown ? { own } : {}) })] };
}

interface Pushed {
  readonly id: string;
  readonly added?: readonly string[] | null | undefined;
  readonly removed?: readonly string[] | null | undefined;
  readonly modified?: readonly string[] | null | undefined;
}

/** Of a merge GitLab lists what it changes beside its first parent; an empty list may be one that was left out. */
export function touchedByPush(project: string, commits: readonly Pushed[]): Draft[] {
  return commits.flatMap(({ id, added, removed, modified }) => {
    const names = [...(added ?? []), ...(removed ?? []), ...(modified ?? [])];
    return names.length === 0 ? [] : [touched(project, id, listed(names, false), {})];
  });
}

/** A renaming touches both names. */
function namesOf(diffs: readonly Difference[]): readonly string[] {
  return diffs.flatMap(({ old_path: former, new_path: name }) => [name, former]);
}

function listed(names: readonly string[], isAll: boolean): Listing {
  const paths: string[] = [];
  let left = MOST_CHARACTERS;
  for (const path of [...new Set(names)].sort()) {
    if ((left -= path.length) < 0) return { paths, whole: false };
    paths.push(path);
  }
  return { paths, whole: isAll };
}

/** Undated: a commit's paths are as old as its hash, whoever asked for them when. */
function touched(project: string, sha: string, { paths, whole }: Listing, ofMerge: { merge?: true; own?: readonly string[] }): Draft {
  return {
    type: 'commit.touched',
    subject: ref('commit', project, sha),
    identity: { kind: 'commit', natural: [project, sha], transition: 'touched' },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: { repository: ref('repository', project), sha },
    seen: { paths, ...(whole ? { whole } : {}), ...ofMerge },
  };
}
