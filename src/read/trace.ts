import { trustOf } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { positionOf } from './position.js';
import { policyInForce } from './change-content.js';
import { contributionsOf } from './incident-contribution.js';
import { backwardBuilt, forwardBuilt } from './trace-built.js';
import { backward, forward, unreadKeys, type Hop } from './trace-edges.js';
import { endsOf } from './trace-ends.js';
import { MOST, type TraceKind, type TraceNodeRow, type TraceRow } from './trace-row.js';
import { startsOf } from './trace-start.js';

/** Ticket, pull request, commit, build, artifact, configuration, deployment, release or incident: no way is longer. */
const LONGEST = 7;

export async function trace(sql: Sql, of: string): Promise<TraceRow> {
  const asOf = await positionOf(sql);
  const starts = await startsOf(sql, of);
  const nothing = { of, candidates: [], nodes: [], hops: [], ends: [], cut: false, asOf };
  const [start] = starts;
  if (start === undefined) {
    const sentence =
      'Nothing that was read has this name. Give a ref, the key of a ticket, a sha, a tag, #number of a pull request, the id of a deployment, a digest, or the number of an incident.';
    return { ...nothing, state: 'UNKNOWN', sentence };
  }
  if (starts.length > 1) {
    const sentence = `This names ${starts.length === MOST ? 'at least ' : ''}${starts.length} things. Ask for one of the candidates by its ref.`;
    return { ...nothing, state: 'AMBIGUOUS', sentence, candidates: starts.slice(0, MOST) };
  }
  const untrusted = await untrustedSenders(sql);
  const up = await walk(
    start,
    async (refs) => [...(await backward(sql, refs)), ...(await backwardBuilt(sql, refs, untrusted)), ...(await contributed(sql, refs))],
    ({ from }) => from,
  );
  const down = await walk(
    start,
    async (refs) => [...(await forward(sql, refs)), ...(await forwardBuilt(sql, refs, untrusted))],
    ({ to }) => to,
  );
  const hops = [...new Map([...up.hops, ...down.hops].map((hop) => [`${hop.from} ${hop.to} ${hop.method} ${hop.place}`, hop])).values()];
  const configurations = new Set(hops.filter(isOfConfiguration).map(({ from }) => from));
  const nodeOf = (side: TraceNodeRow['side']) => (ref: string) =>
    ({ ref, kind: configurations.has(ref) ? 'CONFIGURATION' : kindOf(ref), side }) as const;
  const nodes: TraceNodeRow[] = [
    ...up.reached.map(nodeOf('UPSTREAM')).reverse(),
    nodeOf('START')(start),
    ...down.reached.map(nodeOf('DOWNSTREAM')),
  ];
  const unread = await unreadKeys(
    sql,
    nodes.map(({ ref }) => ref),
  );
  return {
    ...nothing,
    state: 'FOUND',
    sentence: sentenceOf(nodes),
    nodes,
    hops,
    ends: endsOf(nodes, hops, unread),
    cut: up.cut || down.cut,
  };
}

/** A commit of manifests is the version of a configuration. */
function isOfConfiguration({ place }: Hop): boolean {
  return place === 'manifest';
}

/** Senders whose word about artifacts satisfies no rule by the policy in force. */
async function untrustedSenders(sql: Sql): Promise<readonly string[]> {
  const [senders, policy] = await Promise.all([sql<{ source: string }[]>`select source from sender`, policyInForce(sql)]);
  const trust = trustOf(new Set(senders.map(({ source }) => source)), policy ?? {});
  return senders.map(({ source }) => source).filter((source) => !trust(source, 'artifact.published'));
}

/** What could have contributed to incidents without being named as the cause: shown, and leading nowhere. */
async function contributed(sql: Sql, refs: readonly string[]): Promise<readonly Hop[]> {
  const found = await contributionsOf(
    sql,
    refs.filter((ref) => ref.startsWith('incident:')),
  );
  return [...found].flatMap(([to, contributions]) =>
    contributions
      .filter(({ reasons }) => !reasons.some(({ kind }) => kind === 'CAUSE'))
      .map(({ change, reasons }) => {
        const strength = 'RELATED' as const;
        return {
          from: change,
          to,
          method: 'CONTRIBUTION',
          place: (reasons[0]?.kind ?? '').toLowerCase(),
          strength,
          seq: reasons[0]?.seq ?? null,
        };
      }),
  );
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
