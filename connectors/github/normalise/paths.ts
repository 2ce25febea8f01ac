import { type Draft, type Json, type Normalised, ref } from '#contract';
import { readAs, rest } from '../wire.js';

/** GitHub shows at most so many files of a commit, in a push as by REST, and of a comparison. */
const MOST_OF_COMMIT = 3_000;
const MOST_OF_COMPARISON = 300;
/** What one commit's paths may take in the ledger; what is beyond is not told. */
const MOST_CHARACTERS = 100_000;
/** Of a longer push the older commits are read when something asks for them. */
const MOST_COMMITS = 250;

interface File {
  readonly filename: string;
  readonly previous_filename?: string | null | undefined;
}

interface Listing {
  readonly paths: readonly string[];
  /** Nothing was left out. */
  readonly whole: boolean;
}

/** What a commit has otherwise than its first parent and, of a merge, what it has otherwise than every parent. */
export function fromCommitPaths(payload: Json): Normalised {
  const { repository, commit, against } = readAs(rest.commitPathsRecord, payload, 'commit with its files');
  const listing = listed(namesOf(commit.files ?? []), commit.files ? commit.files.length < MOST_OF_COMMIT : false);
  if (commit.parents.length < 2) return { events: [touched(repository.id, commit.sha, listing, {})] };
  const others = against.map(({ files }) => listed(namesOf(files), files.length < MOST_OF_COMPARISON));
  const isKnown = listing.whole && others.length === commit.parents.length - 1 && others.every(({ whole }) => whole);
  const own = listing.paths.filter((path) => others.every(({ paths }) => paths.includes(path)));
  return { events: [touched(repository.id, commit.sha, listing, { merge: true, ...(isKnown ? { own } : {}) })] };
}

interface Pushed {
  readonly id: string;
  readonly added?: readonly string[] | null | undefined;
  readonly removed?: readonly string[] | null | undefined;
  readonly modified?: readonly string[] | null | undefined;
}

/** A rename stands in a push under both names. Empty lists say nothing: they are those of merges and of old servers, too. */
export function touchedByPush(repository: string, commits: readonly Pushed[]): Draft[] {
  return commits.slice(-MOST_COMMITS).flatMap(({ id, added, removed, modified }) => {
    const names = [...(added ?? []), ...(removed ?? []), ...(modified ?? [])];
    return names.length === 0 ? [] : [touched(repository, id, listed(names, names.length < MOST_OF_COMMIT), {})];
  });
}

/** A renaming touches both names. */
function namesOf(files: readonly File[]): readonly string[] {
  return files.flatMap(({ filename, previous_filename: former }) => (former ? [filename, former] : [filename]));
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
function touched(repository: string, sha: string, { paths, whole }: Listing, ofMerge: { merge?: true; own?: readonly string[] }): Draft {
  return {
    type: 'commit.touched',
    subject: ref('commit', repository, sha),
    identity: { kind: 'commit', natural: [repository, sha], transition: 'touched' },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: { repository: ref('repository', repository), sha },
    seen: { paths, ...(whole ? { whole } : {}), ...ofMerge },
  };
}
