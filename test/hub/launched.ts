import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, vi } from 'vitest';
import { built } from '../setup/built.js';

// A start takes a second on an idle machine, and many on one that runs other tests, too.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const living = new Set<ChildProcess>();
/** Whatever a failed test left behind; registered first, so it runs after the file's own. */
afterAll(() => {
  for (const child of living) child.kill('SIGKILL');
});

/** A process of the hub's main program, its words gathered. */
export interface Launched {
  readonly pid: number;
  /** All that it wrote so far on both outputs, and on standard output alone. */
  output(): string;
  stdout(): string;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

/** Runs `main` with these arguments, in this folder, with nothing in its environment but `env` and the path to programs. */
export function launch(folder: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Launched {
  const child = spawn(process.execPath, ['--enable-source-maps', built('src/main.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  living.add(child);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      living.delete(child);
      resolve(code);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => stdout + stderr,
    stdout: () => stdout,
    ended,
    signal: (name) => void child.kill(name),
  };
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly output: string;
}

/** The same to its end. */
export async function run(folder: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Ran> {
  const launched = launch(folder, env, args);
  const code = await launched.ended;
  return { code, stdout: launched.stdout(), output: launched.output() };
}
