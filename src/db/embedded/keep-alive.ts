import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { hasEnded } from './spawn-server.js';

const ORDERLY_MS = 10_000;

/**
 * Starts the server again whenever it ends without being asked to (killed, out of memory), on the same port, so
 * that pools find it again. Returns the way to stop it, which may be called twice.
 */
export function keepAlive(
  first: ChildProcess,
  start: () => Promise<ChildProcess | null>,
  log: (sentence: string) => void,
): () => Promise<void> {
  let child: ChildProcess | null = null;
  let stopped: Promise<void> | null = null;
  let restart: Promise<void> = Promise.resolve();

  const watch = (next: ChildProcess) => {
    child = next;
    next.unref();
    next.once('exit', (code, signal) => {
      if (stopped === null) restart = again(`PostgreSQL ended unasked (${signal ?? `code ${code}`}); it is started again.`);
    });
    if (hasEnded(next) && stopped === null) restart = again('PostgreSQL ended at once; it is started again.');
  };

  async function again(sentence: string): Promise<void> {
    log(sentence);
    for (let waitMs = 100; stopped === null; waitMs = Math.min(waitMs * 2, 5000)) {
      const next = await start().catch((error: unknown) => log(error instanceof Error ? error.message : String(error)));
      if (next) return watch(next);
      await after(waitMs);
    }
  }

  // Where nothing makes it die with its parent; a signal can be sent even while the process ends.
  const atExit = () => child?.kill('SIGINT');
  process.once('exit', atExit);
  watch(first);

  async function end(): Promise<void> {
    await restart;
    if (child) await endOrderly(child);
    process.off('exit', atExit);
  }
  return () => (stopped ??= Promise.resolve().then(end));
}

// SIGINT is PostgreSQL's fast shutdown: connections end, a checkpoint is written. SIGQUIT gives up on the latter.
async function endOrderly(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.ref();
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), ORDERLY_MS);
  await ended;
  clearTimeout(impatience);
}
