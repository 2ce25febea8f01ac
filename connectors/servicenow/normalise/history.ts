import type { Audit } from '../wire.js';

/** Oldest first; of one second by the count of updates, where that was read, and by what one became and the next was. */
export function inOrder(audits: readonly Audit[]): Audit[] {
  const sorted = [...audits].sort(
    (a, b) => compare(a.sys_created_on, b.sys_created_on) || counted(a) - counted(b) || compare(a.sys_id, b.sys_id),
  );
  const seconds = new Map<string, Audit[]>();
  for (const one of sorted) seconds.set(one.sys_created_on, [...(seconds.get(one.sys_created_on) ?? []), one]);
  let last: string | null = null;
  return [...seconds.values()].flatMap((same) => {
    const ordered: Audit[] = [];
    for (const left = [...same]; left.length > 0;) {
      const at = left.findIndex(({ oldvalue }) => last !== null && (oldvalue ?? '') === last);
      const [next] = left.splice(Math.max(at, 0), 1);
      if (!next) break;
      ordered.push(next);
      last = next.newvalue ?? '';
    }
    return ordered;
  });
}

function counted({ record_checkpoint: count }: Audit): number {
  return /^\d+$/.test(count ?? '') ? Number(count) : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a column was at the insertion: before its first change, or what that gave it where insertions are audited, too; null: it never changed. */
export function firstOf(column: string, ordered: readonly Audit[]): string | null {
  const first = ordered.find(({ fieldname }) => fieldname === column);
  return first?.oldvalue ?? first?.newvalue ?? null;
}

/** Of a column that is never empty: what comes from nothing is the insertion, which some instances audit and others do not. */
export function isInsertion({ oldvalue }: Audit): boolean {
  return (oldvalue ?? null) === null;
}
