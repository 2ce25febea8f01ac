import { runTool } from './tool.mjs';

/** The rooms import only whom they may (.dependency-cruiser.cjs). Under a TypeScript that it does not know it sees nothing. */
export const laws = {
  name: 'import laws',
  async run() {
    const ended = await runTool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'src',
      'schema',
      'connectors',
      'test/company',
    );
    if (!ended.stdout.startsWith('{')) return { inspected: 0, problems: `${ended.stdout}\n${ended.stderr}` };
    const { summary } = JSON.parse(ended.stdout);
    const inspected = summary.totalDependenciesCruised > 0 ? summary.totalCruised : 0;
    return {
      inspected,
      unit: `modules, ${summary.totalDependenciesCruised} imports`,
      problems: summary.violations.map(sentence).join('\n'),
    };
  },
};

function sentence({ from, to, rule, cycle }) {
  const way = cycle?.length ? cycle.map(({ name }) => name).join(' → ') : to;
  return `${rule.name}: ${from} → ${way}`;
}
