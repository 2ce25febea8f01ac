import { everything, runTool } from './tool.mjs';

/** Every TypeScript file has the types it claims. */
export const types = {
  name: 'types',
  async run() {
    const ended = await runTool('typescript/bin/tsc', '--noEmit', '-p', '.', '--listFilesOnly');
    const inspected = ended.stdout.split('\n').filter((path) => path && !path.includes('node_modules')).length;
    return { inspected, problems: everything(await runTool('typescript/bin/tsc', '--noEmit', '-p', '.', '--pretty', 'false')) };
  },
};
