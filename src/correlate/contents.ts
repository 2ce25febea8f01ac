import type { Run } from './run.js';
import type { Base } from './lane.js';
import type { Generations } from './generations.js';
import type { CommitGraph } from './graph.js';
import { rangeOf } from './range.js';

export type Relation = 'FIRST' | 'FORWARD' | 'REDEPLOYMENT' | 'ROLLBACK' | 'SIDEWAYS' | 'UNDECIDED' | 'CORROBORATES';

/** What a deployment brought and took away (`controls.md`, Terms: Carries). */
export interface Contents {
  readonly relation: Relation;
  readonly base: string | null;
  readonly baseSha: string | null;
  readonly carries: readonly string[];
  readonly takesOut: readonly string[];
  /** Why it is not all known, as sentences; empty when it is. */
  readonly undecided: readonly string[];
  /** Commits that must be read to decide it. */
  readonly unread: readonly string[];
}

export interface History {
  readonly graph: CommitGraph;
  readonly generations: Generations;
}

/** Another report speaks for the deployment: this one carries nothing by itself. */
export function corroborates(): Contents {
  return { ...NOTHING, relation: 'CORROBORATES' };
}

/** What the tool itself calls a rollback is one, whatever it carries; the same revision again stays a redeployment. */
export function asSaid(contents: Contents, saysRollback: boolean): Contents {
  return saysRollback && contents.relation !== 'REDEPLOYMENT' ? { ...contents, relation: 'ROLLBACK' } : contents;
}

/** It may be another report of one of these deployments: then it carries nothing by itself. */
export function perhapsReported(others: readonly string[]): Contents {
  return undecided(`Whether it is a deployment of its own or a report of another cannot be ordered: ${others.join(', ')}.`, []);
}

/** `baseline`: `empty`, a revision, or null where policy gives none. */
export function contentsOf(run: Run, base: Base, baseline: string | null, history: History | null): Contents {
  if (run.sha === null) return undecided('It names no revision.', []);
  if (base.open.length > 0) return undecided(openBaseSentence(base), []);
  // Nothing of the history is needed to see that the same revision came again.
  if (base.run?.sha === run.sha) return { ...NOTHING, relation: 'REDEPLOYMENT', base: base.run.deployment, baseSha: run.sha };
  const head = history?.graph.indexOf(run.sha) ?? -1;
  if (!history || head < 0) return undecided(`Its revision ${short(run.sha)} was not read yet.`, [run.sha]);
  if (base.run) return between(history, head, base.run.deployment, base.run.sha);
  if (baseline === null) return withoutBase(run.sha);
  return baseline === 'empty' ? fromNothing(history, head) : between(history, head, null, baseline);
}

function between(history: History, head: number, base: string | null, baseSha: string | null): Contents {
  if (baseSha === null) return { ...undecided('The deployment before it names no revision.', []), base };
  const from = history.graph.indexOf(baseSha);
  if (from < 0) return { ...undecided(`The revision before it, ${short(baseSha)}, was not read yet.`, [baseSha]), base, baseSha };
  if (from === head) return { ...NOTHING, relation: 'REDEPLOYMENT', base, baseSha };
  const range = rangeOf(history.graph, history.generations, head, from);
  const carries = range.carries.map((index) => history.graph.shaOf(index)).sort();
  const takesOut = range.takesOut.map((index) => history.graph.shaOf(index)).sort();
  if (range.pending.length > 0) {
    return { ...undecided(pendingSentence(range.pending), range.pending), base, baseSha };
  }
  return { ...NOTHING, relation: relationOf(carries.length, takesOut.length), base, baseSha, carries, takesOut };
}

function fromNothing({ graph, generations }: History, head: number): Contents {
  const range = rangeOf(graph, generations, head, -1);
  if (range.pending.length > 0) return undecided(pendingSentence(range.pending), range.pending);
  return { ...NOTHING, relation: 'FIRST', carries: range.carries.map((index) => graph.shaOf(index)).sort() };
}

/** Rules over a range judge the own revision and are INDETERMINATE for the rest. */
function withoutBase(sha: string): Contents {
  const sentence = 'It is the first known deployment here and policy names no baseline, so only its own revision is judged.';
  return { ...NOTHING, relation: 'FIRST', carries: [sha], undecided: [sentence] };
}

function relationOf(carries: number, takesOut: number): Relation {
  if (takesOut === 0) return 'FORWARD';
  return carries === 0 ? 'ROLLBACK' : 'SIDEWAYS';
}

const NOTHING: Contents = {
  relation: 'UNDECIDED',
  base: null,
  baseSha: null,
  carries: [],
  takesOut: [],
  undecided: [],
  unread: [],
};

function undecided(sentence: string, unread: readonly string[]): Contents {
  return { ...NOTHING, undecided: [sentence], unread };
}

function openBaseSentence(base: Base): string {
  const others = base.open
    .map((run) => run.deployment)
    .sort()
    .join(', ');
  return `Which deployment came before it cannot be ordered: ${others}.`;
}

function pendingSentence(pending: readonly string[]): string {
  return `${pending.length} commits of its history were not read yet, the first is ${short(pending[0] ?? '')}.`;
}

function short(sha: string): string {
  return sha.slice(0, 12);
}

/** Whether a commit joins several lines, as far as it was read. */
export function isMerge(sha: string, history: History | null): boolean {
  const index = history?.graph.indexOf(sha) ?? -1;
  return history !== null && index >= 0 && history.graph.parentCount(index) > 1;
}
