import type { Sql } from '../db/pool.js';
import { positionOf } from './position.js';
import { backward, forward, unreadKeys, type Hop } from './trace-edges.js';
import { startsOf } from './trace-start.js';

export type TraceKind = 'TICKET' | 'PULL_REQUEST' | 'COMMIT' | 'DEPLOYMENT' | 'RELEASE';

export interface TraceNodeRow {
  readonly ref: string;
  readonly kind: TraceKind;
  /** UPSTREAM: the start came from it; DOWNSTREAM: it came of the start. */
  readonly side: 'UPSTREAM' | 'START' | 'DOWNSTREAM';
}

/** Where the trail ends, and why. */
export interface TraceEndRow {
  readonly ref: string;
  readonly sentence: string;
}

/** What something came from and where it went, hop by hop. */
export interface TraceRow {
  readonly of: string;
  readonly state: 'FOUND' | 'AMBIGUOUS' | 'UNKNOWN';
  readonly sentence: string;
  /** What the words may mean, where that is not one thing. */
  readonly candidates: readonly string[];
  readonly nodes: readonly TraceNodeRow[];
  readonly hops: readonly Hop[];
  readonly ends: readonly TraceEndRow[];
  /** More than 200 things are connected: those nearest to the start are shown. */
  readonly cut: boolean;
  readonly asOf: number;
}

const MOST = 200;

/** Ticket, pull request, commit, deployment, release: no way is longer. */
const LONGEST = 4;

export async function trace(sql: Sql, of: string): Promise<TraceRow> {
  const asOf = await positionOf(sql);
  const starts = await startsOf(sql, of);
  const nothing = { of, candidates: [], nodes: [], hops: [], ends: [], cut: false, asOf };
  const [start] = starts;
  if (start === undefined) {
    const sentence =
      'Nothing that was read has this name. Give a ref, the key of a ticket, a sha, a tag, #number of a pull request or the id of a deployment.';
    return { ...nothing, state: 'UNKNOWN', sentence };
  }
  if (starts.length > 1) {
    const sentence = `This names ${starts.length === MOST ? 'at least ' : ''}${starts.length} things. Ask for one of the candidates by its ref.`;
    return { ...nothing, state: 'AMBIGUOUS', sentence, candidates: starts.slice(0, MOST) };
  }
  const up = await walk(
    start,
    (refs) => backward(sql, refs),
    ({ from }) => from,
  );
  const down = await walk(
    start,
    (refs) => forward(sql, refs),
    ({ to }) => to,
  );
  const nodes: TraceNodeRow[] = [
    ...up.reached.map((ref) => ({ ref, kind: kindOf(ref), side: 'UPSTREAM' as const })).reverse(),
    { ref: start, kind: kindOf(start), side: 'START' },
    ...down.reached.map((ref) => ({ ref, kind: kindOf(ref), side: 'DOWNSTREAM' as const })),
  ];
  const hops = [...new Map([...up.hops, ...down.hops].map((hop) => [`${hop.from} ${hop.to} ${hop.method} ${hop.place}`, hop])).values()];
  const ends = endsOf(
    nodes,
    hops,
    await unreadKeys(
      sql,
      nodes.map(({ ref }) => ref),
    ),
  );
  const cut = up.cut || down.cut;
  return { ...nothing, state: 'FOUND', sentence: sentenceOf(nodes), nodes, hops, ends, cut };
}

interface Walked {
  readonly reached: readonly string[];
  readonly hops: readonly Hop[];
  readonly cut: boolean;
}

/** Level by level, one statement each, the nearest first. */
async function walk(
  start: string,
  step: (refs: readonly string[]) => Promise<readonly Hop[]>,
  next: (hop: Hop) => string,
): Promise<Walked> {
  const reached = new Set<string>();
  const hops: Hop[] = [];
  let level: readonly string[] = [start];
  let cut = false;
  for (let depth = 0; depth < LONGEST && level.length > 0; depth += 1) {
    const found = (await step(level)).filter((hop) => kindOf(hop.from) !== kindOf(hop.to));
    const fresh = [...new Set(found.map(next))].filter((ref) => ref !== start && !reached.has(ref)).sort();
    const room = fresh.slice(0, MOST / 2 - 1 - reached.size);
    cut ||= room.length < fresh.length;
    for (const ref of room) reached.add(ref);
    hops.push(...found.filter((hop) => reached.has(next(hop)) || next(hop) === start));
    // A weaker mention is shown, and leads nowhere.
    const carried = new Set(found.filter(({ strength }) => strength === 'CARRIED').map(next));
    level = room.filter((ref) => carried.has(ref));
  }
  return { reached: [...reached], hops, cut };
}

function kindOf(ref: string): TraceKind {
  return ref.slice(0, ref.indexOf(':')).toUpperCase() as TraceKind;
}

function sentenceOf(nodes: readonly TraceNodeRow[]): string {
  const count = (side: TraceNodeRow['side']) => nodes.filter((node) => node.side === side).length;
  return `It came from ${count('UPSTREAM')} known things, and ${count('DOWNSTREAM')} came of it.`;
}

function endsOf(
  nodes: readonly TraceNodeRow[],
  hops: readonly Hop[],
  unread: readonly { ref: string; key: string }[],
): readonly TraceEndRow[] {
  const has = (kind: TraceKind, sides: readonly TraceNodeRow['side'][]) =>
    nodes.some((node) => node.kind === kind && sides.includes(node.side));
  const start = nodes.find(({ side }) => side === 'START');
  if (!start) return [];
  const { ref, kind } = start;
  const ends: TraceEndRow[] = unread.map((one) => ({
    ref: one.ref,
    sentence: `It names ${one.key}, and no ticket with this key was read.`,
  }));
  const isSide = (one: TraceNodeRow) => one.kind === 'PULL_REQUEST' && one.side !== 'UPSTREAM';
  for (const pull of nodes.filter(isSide)) {
    const isMerged = hops.some((hop) => hop.from === pull.ref && hop.place === 'merge_commit');
    if (!isMerged) ends.push({ ref: pull.ref, sentence: 'It was not merged, as far as was read.' });
  }
  if (kind === 'COMMIT' && !has('PULL_REQUEST', ['UPSTREAM']))
    ends.push({ ref, sentence: 'No pull request is known to have brought it in.' });
  if (kind !== 'TICKET' && !has('TICKET', ['UPSTREAM']))
    ends.push({ ref, sentence: 'Neither it nor what it came from names a ticket that was read.' });
  if (kind === 'TICKET' && nodes.length === 1)
    ends.push({ ref, sentence: 'Nothing that was read names it: no commit, pull request or deployment.' });
  if (kind !== 'DEPLOYMENT' && !has('DEPLOYMENT', ['DOWNSTREAM']))
    ends.push({ ref, sentence: 'It is not deployed yet, as far as deployments were read.' });
  return ends.slice(0, MOST);
}
