import { relative } from 'node:path';
import { root } from '../setup/root.mjs';
import { runTool } from './tool.mjs';

/** What style.md says and a machine can see (eslint.config.js). */
export const lint = {
  name: 'lint',
  async run() {
    const { stdout, stderr } = await runTool('eslint/bin/eslint.js', '--format', 'json', '.');
    if (!stdout.startsWith('[')) return { inspected: 0, problems: stderr || stdout };
    const results = JSON.parse(stdout);
    return { inspected: results.length, problems: results.flatMap(linesOf).join('\n') };
  },
};

function linesOf({ filePath, messages }) {
  return messages.map(({ line, column, message, ruleId }) => `${relative(root, filePath)}:${line}:${column} ${message} (${ruleId})`);
}
