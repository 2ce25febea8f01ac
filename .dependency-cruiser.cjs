// The laws of the house: who may import whom. src/README.md says them in words.
// #contract is seen as its built form, dist/src/contract.
const CONTRACT = '^(dist/)?src/contract/';
const DATABASE = '^node_modules/(postgres|drizzle-orm|pg)/';
const HTTP = '^node_modules/(fastify|@fastify|@apollo|@octokit|undici|ws|graphql-ws)/';
const PURE = ['^src/contract/', '^src/correlate/', '^src/controls/', '^src/reports/', '^connectors/[^/]+/normalise(\\.ts|/)'];

const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    law('no-cycles', 'One way in each room, one way out, never back.', {}, { circular: true }),
    law('nothing-unresolved', 'An import that leads nowhere hides what it would show.', {}, { couldNotResolve: true }),
    law(
      'only-main-knows-connectors-and-sample',
      'Nothing in src but main.ts imports connectors or sample.',
      { path: '^src/', pathNot: ['^src/main\\.ts$', '^src/sample/'] },
      { path: ['^connectors/', '^src/sample/'] },
    ),
    law(
      'nobody-imports-main',
      'main.ts is where everything comes together; nothing comes from it.',
      { pathNot: '^test/' },
      { path: '^src/main\\.ts$' },
    ),
    law(
      'company-knows-no-rules',
      'The second reading of controls.md is written without sight of the first.',
      { path: '^test/company/' },
      { path: '^src/(controls|correlate)/' },
    ),
    law(
      'loops-know-no-report',
      'Reports are computed a second time without sight of what makes them.',
      { path: '^test/reports/(oracle|recompute|histories)/' },
      { path: '^src/(reports|read|correlate|controls|follow)/' },
    ),
    law(
      'product-knows-no-test',
      'What runs knows nothing of its tests.',
      { path: '^(src|schema|connectors)/' },
      { path: '^(test|bench|scripts)/' },
    ),
    law(
      'connectors-know-no-sibling',
      'A connector imports its own files only.',
      { path: '^connectors/([^/]+)/' },
      { path: '^connectors/', pathNot: '^connectors/$1/' },
    ),
    law(
      'connectors-know-the-contract-only',
      'A connector imports no room but contract.',
      { path: '^connectors/' },
      { path: '^(dist/)?(src|schema)/', pathNot: CONTRACT },
    ),
    law(
      'contract-knows-zod-only',
      'contract imports zod only.',
      { path: '^src/contract/' },
      { pathNot: ['^src/contract/', '^node_modules/zod/'] },
    ),
    law(
      'pure-rooms-have-no-node',
      'contract, correlate, controls and every normalise.ts import no node:*.',
      { path: PURE },
      { dependencyTypes: ['core'] },
    ),
    law('pure-rooms-have-no-world', 'They import no database and no HTTP.', { path: PURE }, { path: [DATABASE, HTTP, '^src/db/'] }),
    law(
      'api-reads-through-read',
      'schema and reports reach data only through read.',
      { path: ['^schema/', '^src/reports/'] },
      { path: [DATABASE, '^src/(db|inbox|intake|normalise|follow|correlate)/'] },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
