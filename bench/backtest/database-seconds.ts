import { readdirSync, readFileSync } from 'node:fs';
import type { Sql } from '../../src/db/pool.js';

const TICKS_A_SECOND = 100;

/** Seconds of a core that a PostgreSQL on this machine took so far, with all processes that it ever had. Needs /proc. */
export async function databaseSeconds(sql: Sql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const server = statOf(row!.pid)!.parent;
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []));
  const ticks = processes.map(({ pid, parent, own, ended }) => (pid === server ? own + ended : parent === server ? own : 0));
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS_A_SECOND;
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  /** Ticks of its own, and of its children that ended. */
  readonly own: number;
  readonly ended: number;
}

// The name, in brackets, may hold blanks and brackets itself (proc(5)).
function statOf(pid: number): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { pid, parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! };
  } catch {
    return null;
  }
}
