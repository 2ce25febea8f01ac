import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Whether a process of that id runs (another user's, too). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, empty when it has none any more; null when the system does not tell. */
export function commandOf(pid: number): string | null {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? '' : null;
  }
}

/** What tells a process from a later one with the same id (clock ticks at its start); empty where /proc is missing. */
export function startOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

// Where nobody reaps orphans (a container without an init) a dead server keeps its process id.
function isZombie(pid: number): boolean {
  return statOf(pid)[0] === 'Z';
}

// Fields from the third (state) on; the second, the name, may hold blanks and brackets (proc(5)).
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
