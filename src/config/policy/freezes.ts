import { freezeEdgeWords, type PolicyFile, readFreezeEdge } from '#contract';
import { environmentsOf } from './environments.js';
import type { Complaint } from './complaint.js';
import { isZone } from './sources.js';

type Freeze = NonNullable<PolicyFile['freezes']>[number];

/** Freezes that never come, or of which nobody knows when: zones, days and times that are none, ends before beginnings, names given twice. */
export function freezeProblems({ freezes = [] }: PolicyFile): Complaint[] {
  return freezes.flatMap((freeze, index) => {
    const path = ['freezes', index];
    const first = freezes.findIndex(({ name }) => name === freeze.name);
    return [
      ...(first === index ? [] : [{ path: [...path, 'name'], says: `is ${freeze.name}, as the one before. Give each a name of its own.` }]),
      ...(isZone(freeze.zone)
        ? []
        : [{ path: [...path, 'zone'], says: `is ${freeze.zone}, which is no time zone. Write its IANA name, such as Europe/Berlin.` }]),
      ...edgeProblems(freeze, path),
    ];
  });
}

function edgeProblems({ from, to, every }: Freeze, path: readonly (string | number)[]): Complaint[] {
  const edges = { from: readFreezeEdge(from, every), to: readFreezeEdge(to, every) };
  const unread = (['from', 'to'] as const).filter((name) => edges[name] === null);
  if (unread.length > 0) {
    return unread.map((name) => ({ path: [...path, name], says: `does not fit. Write ${freezeEdgeWords(every)}.` }));
  }
  const [begin, end] = [timeOf(edges.from), timeOf(edges.to, 24 * 60)];
  if (every === undefined ? begin < end : begin !== end) return [];
  const says = every === undefined ? 'is not after its from. Write when the freeze is over.' : 'is when it begins: then it is never over.';
  return [{ path: [...path, 'to'], says }];
}

/** Sorts as text. */
function timeOf(edge: ReturnType<typeof readFreezeEdge>, wholeDay = 0): string {
  return `${edge?.day ?? ''} ${String(edge?.minutes ?? wholeDay).padStart(4, '0')}`;
}

/** Environments in the order that nobody declared, or that stand there twice. */
export function orderProblems(policy: PolicyFile): Complaint[] {
  const { environmentOrder = [] } = policy;
  const known = environmentsOf(policy);
  return environmentOrder.flatMap((name, index): Complaint[] => {
    const path = ['environmentOrder', index];
    if (environmentOrder.indexOf(name) !== index) return [{ path, says: `names ${name} twice. Take one out.` }];
    if (known.has(name)) return [];
    const says = `names the environment ${name}, which is not under environments. Add it there, or mend the name.`;
    return [{ path, says, declaredIn: 'environments' }];
  });
}
