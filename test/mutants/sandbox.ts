import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** A mutant that judges longer than this never comes to an end. */
const PATIENCE_MS = 120_000;

/** A copy of the built code whose rules may be broken. */
export interface Sandbox {
  /** What stands in a file of src from now on; null: what was there. */
  put(file: string, source: string | null): Promise<void>;
  /** The verdicts that the copy gives on the ledger of this database; null where it breaks or does not end. */
  judge(url: string): Promise<readonly string[] | null>;
  remove(): Promise<void>;
}

export async function openSandbox(): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'changeline-mutants-'));
  const built = (file: string) => join(folder, 'dist', file.replace(/\.ts$/, '.js'));
  for (const part of ['package.json', 'dist/src', 'dist/test/mutants']) await cp(join(ROOT, part), join(folder, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return {
    put: async (file, source) => {
      if (source === null) return cp(join(ROOT, 'dist', file.replace(/\.ts$/, '.js')), built(file));
      const { code } = await transform(source, {
        filename: join(ROOT, file),
        configFile: join(ROOT, '.swcrc'),
        swcrc: false,
        sourceMaps: false,
      });
      await writeFile(built(file), code);
    },
    judge: (url) => judged(built('test/mutants/judge-again.ts'), url),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function judged(script: string, url: string): Promise<readonly string[] | null> {
  const child = spawn(process.execPath, [script, url], { cwd: dirname(script), stdio: ['ignore', 'pipe', 'ignore'] });
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(late);
      resolve(code === 0 ? said.split('\n').filter((line) => line !== '') : null);
    });
  });
}
