import { execFile } from 'node:child_process';
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../setup/temporary-folder.js';

const run = promisify(execFile);
const project = (...path: string[]) => fileURLToPath(new URL(join('..', '..', ...path), import.meta.url));
const COPIED = [
  'src/contract',
  'connectors/example',
  'test/connectors/example',
  'test/contract',
  'scripts/setup/root.mjs',
  'scripts/new-connector.mjs',
];

let folder: string;

/** As much of the project as a connector sees. */
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const path of COPIED) await cp(project(path), join(folder, path), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) await cp(project(file), join(folder, file));
  await symlink(project('node_modules'), join(folder, 'node_modules'));
  const config = (await readFile(project('vitest.config.ts'), 'utf8')).replace(/^.*globalSetup.*\n/m, '');
  await writeFile(join(folder, 'vitest.config.ts'), config);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const made = (...names: string[]) => run(process.execPath, [join(folder, 'scripts', 'new-connector.mjs'), ...names]);
const tool = (path: string, ...args: string[]) => run(process.execPath, [project('node_modules', path), ...args], { cwd: folder });

describe('npm run new:connector', () => {
  it('makes a connector that compiles and keeps the contract, and says what to do next', async () => {
    const { stdout } = await made('falcon');
    expect(stdout).toContain('1. wire.ts');
    expect(await readFile(join(folder, 'connectors', 'falcon', 'index.ts'), 'utf8')).toContain("kind: 'falcon'");
    await tool('typescript/bin/tsc', '--noEmit', '-p', folder);
    const { stdout: tests } = await tool('vitest/vitest.mjs', 'run', '--reporter=json', 'test/connectors/falcon');
    const { numPassedTests, numFailedTests } = JSON.parse(tests) as { numPassedTests: number; numFailedTests: number };
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBeGreaterThan(40);
  }, 120_000);

  it('refuses a name that is taken, or is none, and writes nothing', async () => {
    await expect(made('example')).rejects.toMatchObject({ stderr: expect.stringContaining('is there already') as string });
    for (const name of ['../evil', 'Argo', ''])
      await expect(made(name)).rejects.toMatchObject({ stderr: expect.stringContaining('small letters') as string });
  });
});
