import { filesUnder } from '../setup/files.mjs';
import { runTool } from './tool.mjs';

// Imported by nobody on purpose. When it is not reported, knip looked at nothing.
const SEEN = 'test/house/seen-by-dead-code-check.ts';

/** No file, export or dependency that nobody uses (knip.json). */
export const deadCode = {
  name: 'dead code',
  async run() {
    const { stdout, stderr } = await runTool('knip/bin/knip.js', '--reporter', 'json', '--no-progress');
    if (!stdout.startsWith('{')) return { inspected: 0, problems: stderr || stdout };
    const lines = JSON.parse(stdout).issues.flatMap(linesOf);
    const looked = lines.includes(`${SEEN}: unused file`);
    const inspected = looked ? (await Promise.all(['src', 'schema', 'connectors', 'test'].map(filesUnder))).flat().length : 0;
    return { inspected, problems: lines.filter((line) => !line.startsWith(SEEN)).join('\n') };
  },
};

const KINDS = {
  files: 'unused file',
  exports: 'unused export',
  types: 'unused type',
  dependencies: 'unused dependency',
  devDependencies: 'unused dependency',
  unlisted: 'not in package.json',
  unresolved: 'import that leads nowhere',
  duplicates: 'exported twice',
};

function linesOf({ file, ...issues }) {
  return Object.entries(KINDS).flatMap(([kind, words]) =>
    (issues[kind] ?? []).map((one) =>
      kind === 'files'
        ? `${file}: ${words}`
        : `${file}: ${words} ${[one]
            .flat()
            .map(({ name }) => name)
            .join(', ')}`,
    ),
  );
}
