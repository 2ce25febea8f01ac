import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const inProject = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: '#contract', replacement: inProject('src/contract/index.ts') },
      // Loaded twice (as ESM by tests, as CommonJS by type-graphql), graphql refuses types "of another module or realm".
      { find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql/index.js') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
