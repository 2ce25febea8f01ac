import type { Missing } from '#contract';

/** How a commit, or the deployment itself, leads to a change. */
export interface Way {
  readonly ticket: string;
  /** The commit, pull request or deployment that names it. */
  readonly from: string;
  readonly method: string;
  readonly place: string;
  readonly seq: number;
  /** The merged pull requests through which it leads there; where there is none, the commit or the deployment itself. */
  readonly through: readonly string[];
  /** The ticket was closed before the commit was pushed: carried, but traceability by it alone is INDETERMINATE. */
  readonly closedBefore: boolean;
}

/** Which commits of a deployment lead to which changes (`controls.md`, Terms: Change). */
export interface Tracing {
  /** Whether any source could hold changes: without one, rules about changes do not apply. */
  readonly applies: boolean;
  /** By carried commit. */
  readonly byCommit: ReadonlyMap<string, readonly Way[]>;
  /** What the deployment itself names. */
  readonly own: readonly Way[];
  /** By carried commit: what would have to be read to know whether it leads to a change. */
  readonly perhaps: ReadonlyMap<string, readonly Missing[]>;
  readonly ownPerhaps: readonly Missing[];
  /** By ticket, the ways by which the deployment carries it: without those of commits that a revert in the range undoes. */
  readonly carried: ReadonlyMap<string, readonly Way[]>;
  /** By ticket, weaker mentions: they show as related and satisfy nothing. */
  readonly related: ReadonlyMap<string, readonly Way[]>;
  /** What it takes out, by ticket: a rollback or sideways deployment is judged by these changes, too. */
  readonly takenOut: ReadonlyMap<string, readonly Way[]>;
  /** What would have to be read to know whether it takes out more. */
  readonly takenOutPerhaps: readonly Missing[];
  /** By ticket, the commits by which it is carried, without those that a revert in the range undoes; none where only the deployment names it. */
  readonly carriedCommits: ReadonlyMap<string, readonly string[]>;
  /** By ticket, its commits that are taken out, those that a carried revert undoes among them. */
  readonly takenOutCommits: ReadonlyMap<string, readonly string[]>;
}

export const NO_TRACES: Tracing = {
  applies: false,
  byCommit: new Map(),
  own: [],
  perhaps: new Map(),
  ownPerhaps: [],
  carried: new Map(),
  related: new Map(),
  takenOut: new Map(),
  takenOutPerhaps: [],
  carriedCommits: new Map(),
  takenOutCommits: new Map(),
};

/** The commits that lead to each ticket. */
export function commitsByTicket(ways: Iterable<readonly [string, readonly Way[]]>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [sha, all] of ways) {
    for (const ticket of new Set(all.map((way) => way.ticket))) found.set(ticket, [...(found.get(ticket) ?? []), sha]);
  }
  return new Map([...found].map(([ticket, shas]) => [ticket, [...new Set(shas)].sort()]));
}
