import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from '@swc/core';
import type { Labels } from '../company/said.js';
import { bounded } from './bounded.js';
import type { Mutant } from './mutate.js';
import { ROOT } from './root.js';
import { rulesWith } from './rules-with.js';

/** A mutant that judges longer than this never comes to an end. */
const PATIENCE_MS = 20_000;
const RIGHT = 'controls.right';

/** How far broken rules were noticed: nowhere, in words, in an answer that no label names, by a label. */
export type Noticed = 'NOT' | 'IN_WORDS' | 'UNLABELLED' | 'CAUGHT';

/** `folder`: where the rules stand, beside `controls`. With labels, now and later: these rules are right. */
export type ToSandbox =
  | { readonly folder: string; readonly labels: readonly Sent[] }
  | {
      readonly folder: string;
      /** Only these; empty: all. */
      readonly rules: readonly string[];
    };
type Sent = Readonly<Record<keyof Labels, readonly (readonly [string, string])[]>>;

/** A copy of the built code that reads one ledger and judges it by rules that may be broken. */
export interface Sandbox {
  /** What the rules as they are say now. */
  readonly right: readonly string[];
  judge(mutant: Mutant): Promise<Noticed>;
  remove(): Promise<void>;
}

export interface History {
  /** The address of the database. */
  readonly url: string;
  /** When the second look is taken. */
  readonly clock: string;
  readonly labels: readonly [Labels, Labels];
}

export async function openSandbox({ url, clock, labels }: History): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'changeline-mutants-'));
  const src = join(folder, 'dist/src');
  for (const part of PARTS) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(src, 'controls'), join(src, RIGHT), { recursive: true, filter: (file) => !file.endsWith('.map') });
  await writeFile(join(src, 'controls/judge.js'), RECORDER);
  const start = () => started(join(folder, 'dist/test/mutants/judge-again.js'), [url, clock], labels);
  let { child, right } = await start();
  let serial = 0;
  return {
    right,
    judge: async (mutant) => {
      // Node reads a module once, so each mutant has a folder of its own.
      const rules = `controls.${(serial += 1)}`;
      await cp(join(src, RIGHT), join(src, rules), { recursive: true });
      await writeFile(join(src, rules, mutant.file.slice('src/controls/'.length).replace(/\.ts$/, '.js')), await compiled(mutant));
      const said = await answer<Noticed>(child, { folder: rules, rules: rulesWith(mutant.file) ?? [] });
      if (said === null) ({ child, right } = await start());
      await rm(join(src, rules), { recursive: true });
      return said ?? 'CAUGHT';
    },
    remove: async () => {
      child.disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const PARTS = ['package.json', 'dist/src', 'dist/test/mutants', 'dist/test/company/differences.js', 'dist/test/company/plan.js'];

/** Stands in the place of the judge, and keeps what it is asked. */
const RECORDER = `
import * as right from '../${RIGHT}/judge.js';
export * from '../${RIGHT}/judge.js';
export function judge(subject) { recordCase('judge', subject); return right.judge(subject); }
export function judgeChange(subject, isManual) { recordCase('judgeChange', subject, isManual); return right.judgeChange(subject, isManual); }
export function judgeTicket(subject) { recordCase('judgeTicket', subject); return right.judgeTicket(subject); }
`;

async function compiled({ file, source }: Mutant): Promise<string> {
  const options = { filename: join(ROOT, file), configFile: join(ROOT, '.swcrc'), swcrc: false, sourceMaps: false } as const;
  // To start anew after an endless loop takes longer than all the rest.
  const { code } = await transform(bounded(source), options);
  return code;
}

async function started(script: string, args: readonly string[], labels: readonly Labels[]) {
  const child = fork(script, args, { stdio: 'inherit', execArgv: [] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The sandbox could not read the ledger.');
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  const sent = labels.map(({ bad, good, none }): Sent => ({ bad: [...bad], good: [...good], none: [...none] }));
  const right = await answer<readonly string[]>(child, { folder: RIGHT, labels: sent });
  if (!Array.isArray(right)) throw new Error('The rules as they are break in the sandbox.');
  return { child, right: right as readonly string[] };
}

/** Null where it does not end. */
async function answer<T>(child: ChildProcess, asked: ToSandbox): Promise<T | null> {
  child.send(asked);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE_MS);
  try {
    const [said] = (await once(child, 'message', { signal: late.signal })) as [T];
    return said;
  } catch {
    child.kill('SIGKILL');
    return null;
  } finally {
    clearTimeout(timer);
  }
}
