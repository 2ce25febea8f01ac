import { type Contents, type History, isMerge } from './contents.js';
import type { Truth } from './truth.js';

/** What is known of the paths of one commit. */
export interface PathFacts {
  readonly sha: string;
  /** What it has otherwise than its first parent; a renaming touches both names. */
  readonly paths: readonly string[];
  /** Nothing was left out of the list. */
  readonly whole: boolean;
  /** It was read by itself as a merge, so that the list is that of a merge, and `own` all that can be known. */
  readonly mergeRead: boolean;
  /** Of a merge, what it has otherwise than every parent; null: not known. */
  readonly own: readonly string[] | null;
}

/** Contents without the commits that touch none of the service's paths, and those of which that is not known yet. */
export interface Touching {
  readonly contents: Contents;
  /** Commits whose paths must be read to know; until then they count. */
  readonly unread: readonly string[];
}

export interface PathsAround {
  readonly patterns: readonly string[];
  readonly known: (sha: string) => PathFacts | undefined;
  readonly history: History;
  /** The deployed revision; null: none. */
  readonly head: string | null;
}

/**
 * Only what touches the paths is carried and taken out; where that is not known, it counts (`controls.md`, Terms: Carries). A merge
 * on the first-parent line brought there what it has otherwise than its first parent; any other, a merge of the target branch
 * among them, touches only what it has otherwise than all of its parents, as `git log -- PATH` takes it.
 */
export function touchingOf(whole: Contents, around: PathsAround): Touching {
  const touches = matcherOf(around.patterns);
  const unread: string[] = [];
  const counting = (shas: readonly string[], from: string | null): readonly string[] => {
    const line = lineOf(from, new Set(shas), around.history);
    return shas.filter((sha) => {
      const answer = touched(around.known(sha), isMerge(sha, around.history), line.has(sha), touches);
      if (answer === 'UNREAD') unread.push(sha);
      return answer !== 'NO';
    });
  };
  const carries = counting(whole.carries, around.head);
  const takesOut = counting(whole.takesOut, whole.baseSha);
  const relation = relationOf(whole, carries.length, takesOut.length);
  return { contents: { ...whole, relation, carries, takesOut }, unread };
}

export type Touched = 'YES' | 'NO' | 'UNKNOWN' | 'UNREAD';

/** Whether a commit touches such paths; `onLine`: what a merge has otherwise than its first parent counts. UNREAD: its paths are to be read. */
export function touched(facts: PathFacts | undefined, merge: boolean, onLine: boolean, touches: (path: string) => boolean): Touched {
  if (!facts) return 'UNREAD';
  if (!merge) return among(facts.paths, facts.whole, touches);
  // The lists that a push gives of merges are documented nowhere.
  if (!facts.mergeRead) return 'UNREAD';
  if (onLine) return among(facts.paths, facts.whole, touches);
  if (facts.own !== null) return among(facts.own, true, touches);
  // What it has otherwise than all of its parents is among this.
  return among(facts.paths, facts.whole, touches) === 'NO' ? 'NO' : 'UNKNOWN';
}

function among(paths: readonly string[], whole: boolean, touches: (path: string) => boolean): Touched {
  if (paths.some(touches)) return 'YES';
  return whole ? 'NO' : 'UNKNOWN';
}

/** What the tool itself called a rollback, though it carries something, stays one; so does what is no range. */
function relationOf({ relation, carries }: Contents, carried: number, takenOut: number): Contents['relation'] {
  const isRange = relation === 'SIDEWAYS' || relation === 'FORWARD' || (relation === 'ROLLBACK' && carries.length === 0);
  if (!isRange) return relation;
  if (takenOut === 0) return 'FORWARD';
  return carried === 0 ? 'ROLLBACK' : 'SIDEWAYS';
}

/** The first-parent line from a commit down, as far as it lies in the range. */
function lineOf(from: string | null, range: ReadonlySet<string>, { graph }: History): ReadonlySet<string> {
  const line = new Set<string>();
  let at = graph.indexOf(from ?? '');
  while (at >= 0 && range.has(graph.shaOf(at))) {
    line.add(graph.shaOf(at));
    at = graph.parentCount(at) > 0 ? graph.parent(at, 0) : -1;
  }
  return line;
}

/** Whether a path is one of these, as policy writes them (`patternText`). */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map((pattern) => new RegExp(patternText(pattern), 's'));
  return (path) => expressions.some((expression) => expression.test(path));
}

/**
 * A pattern of paths as a regular expression, the same for JavaScript and Postgres: a file, or a folder with all below it, from the
 * repository's root; `*` stands for any text within one name, `**` for any folders. Letters count as they are written.
 */
export function patternText(pattern: string): string {
  const trimmed = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  if (trimmed === '' || trimmed === '.') return '^';
  const parts = trimmed.split(/(\*\*\/|\*\*|\*)/).map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return `^${parts.join('')}(?:/.*)?$`;
}

/** Whether a commit touches nothing but these paths; UNKNOWN where they are not all known, or none is. */
export function pathsAreOnly(patterns: readonly string[], facts: PathFacts | undefined, merge: boolean): Truth {
  const isAmong = matcherOf(patterns);
  if (!facts) return 'UNKNOWN';
  if (facts.paths.some((path) => !isAmong(path))) return 'NO';
  return facts.whole && (!merge || facts.mergeRead) ? 'YES' : 'UNKNOWN';
}
