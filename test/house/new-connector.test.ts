import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../setup/temporary-folder.js';

const run = promisify(execFile);
const project = (...path: string[]) => fileURLToPath(new URL(join('..', '..', ...path), import.meta.url));
const COPIED = [
  'src/contract',
  'connectors',
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

/** The digest of each file that the new connector does not bring itself. */
async function others(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const own = files.filter((file) => !/\/connectors\/bitbucket\/|\/node_modules\//.test(file));
  return new Map(
    await Promise.all(
      own.map(
        async (file) =>
          [
            file,
            createHash('sha256')
              .update(await readFile(file))
              .digest('hex'),
          ] as const,
      ),
    ),
  );
}

/** What its last step says to do by hand. */
async function listed(name: string): Promise<void> {
  const list = join(folder, 'connectors', 'index.ts');
  const text = await readFile(list, 'utf8');
  await writeFile(list, `${text}export { default as ${name} } from './${name}/index.js';\n`);
}

describe('npm run new:connector -- bitbucket', () => {
  it('makes a connector that compiles and keeps the contract, and says what to do next', async () => {
    const before = await others();
    const { stdout } = await made('bitbucket');
    expect(stdout).toContain('1. wire.ts');
    expect(stdout).toContain('7. connectors/index.ts    its one line');
    expect(await others()).toEqual(before);
    expect(await readFile(join(folder, 'connectors', 'bitbucket', 'index.ts'), 'utf8')).toContain("kind: 'bitbucket'");
    await listed('bitbucket');
    const touched = [...(await others())]
      .filter(([file, digest]) => before.get(file) !== digest)
      .map(([file]) => file.slice(folder.length + 1));
    expect(touched).toEqual(['connectors/index.ts']);
    await tool('typescript/bin/tsc', '--noEmit', '-p', folder);
    const { stdout: tests } = await tool('vitest/vitest.mjs', 'run', '--reporter=json', 'test/connectors/bitbucket');
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
