import type { ChildProcess } from 'node:child_process';
import { setTimeout as after } from 'node:timers/promises';
import { EmbeddedFailure } from './failure.js';
import { choosePort, launcherLives } from './launcher.js';
import type { Place } from './place.js';
import { livePostmaster } from './postmaster.js';
import { spawnServer } from './spawn-server.js';
import { keepAlive } from './keep-alive.js';
import { until } from './until.js';

export interface Server {
  readonly port: number;
  /** Orderly and fast; a server that another process started is left running. */
  stop(): Promise<void>;
}

type Log = (sentence: string) => void;

// Left by a killed server for a moment: its children, their shared memory, its lock file, its port.
const PASSING = /postmaster\.pid|shared memory block|could not bind|Address already in use/;
const ATTEMPTS_MS = 20_000;

/**
 * The running server of the cluster. One that another living process started is used as it is; an orphan is ended
 * first. Throws `EmbeddedFailure` with the server's own words when it does not start.
 */
export async function runServer(place: Place, log: Log): Promise<Server> {
  const neighbour = await neighbourOf(place);
  if (neighbour === null) return ownServer(place, log);
  log(`Another process on this machine runs the database of ${place.cluster}; it is used as it is.`);
  return { port: neighbour, stop: () => Promise.resolve() };
}

async function ownServer(place: Place, log: Log): Promise<Server> {
  const port = await choosePort(place);
  const started = await startPatiently(place, port);
  if (started === null) return runServer(place, log);
  const stop = keepAlive(started, () => startPatiently(place, port), log);
  return { port, stop };
}

/** The port of a server that another living process runs; null when there is none any more. */
async function neighbourOf(place: Place): Promise<number | null> {
  const live = livePostmaster(place.cluster);
  if (!live) return null;
  if (!launcherLives(live.pid) || live.state === 'stopping') return endOrphan(place, live.pid);
  await until(() => livePostmaster(place.cluster)?.state !== 'starting', 60_000, `the server of another process on ${place.cluster}`);
  return livePostmaster(place.cluster)?.port ?? null;
}

async function endOrphan(place: Place, pid: number): Promise<null> {
  signal(pid);
  await until(() => livePostmaster(place.cluster) === null, 60_000, `the orphaned server ${pid} on ${place.cluster} to end`);
  return null;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ESRCH')
      throw new EmbeddedFailure(
        `The server with process id ${pid} was started by another user and cannot be stopped. Stop it as that user.`,
        { cause },
      );
  }
}

// Null: another process was quicker.
async function startPatiently(place: Place, port: number): Promise<ChildProcess | null> {
  const end = performance.now() + ATTEMPTS_MS;
  for (;;) {
    const spawned = await spawnServer(place, port);
    if ('child' in spawned) return spawned.child;
    if (livePostmaster(place.cluster) !== null) return null;
    if (!PASSING.test(spawned.ended) || performance.now() > end) throw refusal(place, spawned.ended);
    await after(100);
  }
}

function refusal(place: Place, words: string): EmbeddedFailure {
  return new EmbeddedFailure(`PostgreSQL did not start on ${place.cluster}. It said:\n${words}\nIts whole log is ${place.logFile}.`);
}
