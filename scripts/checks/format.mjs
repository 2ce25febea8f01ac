import { runTool } from './tool.mjs';

/** Every file is as prettier writes it; `npm run fix` makes it so. */
export const format = {
  name: 'format',
  async run() {
    // At this level prettier names each file that it looks at, once more when it differs.
    const { code, stdout, stderr } = await runTool('prettier/bin/prettier.cjs', '--check', '--log-level', 'debug', '.');
    const text = `${stdout}\n${stderr}`;
    const inspected = new Set(text.match(/(?<=\[debug\] resolve config from ').*(?=')/g)).size;
    const problems = text.split('\n').filter((line) => /^\[(warn|error)\]/.test(line));
    return { inspected, problems: code === 0 ? '' : problems.join('\n') || text };
  },
};
