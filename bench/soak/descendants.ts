import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the children of a process, and of theirs, parents first. Needs /proc. */
export function descendantsOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : null;
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  for (let at: readonly number[] = [pid]; at.length > 0;) {
    at = at.flatMap((one) => children.get(one) ?? []);
    found.push(...at);
  }
  return found;
}

// The name, in brackets, may hold blanks and brackets itself (proc(5)).
function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** SIGKILL, which nothing can catch; one that is gone already is no error. */
export function killAtOnce(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      continue;
    }
  }
}
