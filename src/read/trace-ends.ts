import { MOST, type TraceEndRow, type TraceKind, type TraceNodeRow } from './trace-row.js';
import type { Hop } from './trace-edges.js';

/** Where a trail ends, and why: what its start and what was reached have no further step for. */
export function endsOf(
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
  for (const artifact of nodes.filter((one) => one.kind === 'ARTIFACT')) {
    const isBuilt = hops.some((hop) => hop.to === artifact.ref && hop.strength === 'CARRIED');
    if (!isBuilt) ends.push({ ref: artifact.ref, sentence: 'Nobody whom policy trusts says what it was built from.' });
  }
  if (kind === 'BUILD' && !has('COMMIT', ['UPSTREAM'])) ends.push({ ref, sentence: 'It names no commit.' });
  if (kind === 'INCIDENT' && nodes.length === 1)
    ends.push({ ref, sentence: 'Its source names no cause, and nothing was deployed to its service in the days before it.' });
  if (kind !== 'DEPLOYMENT' && kind !== 'INCIDENT' && !has('DEPLOYMENT', ['DOWNSTREAM', 'UPSTREAM']))
    ends.push({ ref, sentence: 'It is not deployed yet, as far as deployments were read.' });
  return ends.slice(0, MOST);
}
