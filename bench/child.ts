import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of ours: the lines that it writes, and its end. */
export interface Child {
  readonly process: ChildProcess;
  /** The next line on its standard output; throws when it ended without one. */
  line(): Promise<string>;
  /** SIGTERM, and then its end. */
  stop(): Promise<void>;
}

/** Runs a built file of the project: `bench/webhooks/door.ts`. Its errors go to our own standard error unless `quiet`. */
export function startChild(source: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, quiet = false): Child {
  const file = built(source);
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${source} ended without a line (${child.exitCode ?? child.signalCode ?? 'not yet'}).`);
      return next.value;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The built form, whether this file runs built itself or as a source under the test runner. */
export function built(source: string): string {
  return `${root()}/dist/${source.replace(/\.ts$/, '.js')}`;
}

/** The folder of the project. */
export function root(): string {
  const here = fileURLToPath(import.meta.url);
  return here.slice(0, here.lastIndexOf('/bench/')).replace(/\/dist$/, '');
}
