import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/setup/build.mjs';
import { prepareTemplate, TEST_SERVER, type TestServer } from './server.js';

declare module 'vitest' {
  export interface ProvidedContext {
    [TEST_SERVER]: TestServer;
  }
}

/** Builds, for the tests that start processes. One PostgreSQL for all tests: TEST_DATABASE_URL (a superuser's address), else one of our own in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build();
  const { server, stop } = await prepareTemplate(process.env['TEST_DATABASE_URL'] ?? null);
  project.provide(TEST_SERVER, server);
  return stop;
}
