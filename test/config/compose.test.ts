import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../../src/config.js';

interface Compose {
  readonly services: Readonly<
    Record<
      'postgres' | 'hub',
      { readonly environment: Readonly<Record<string, string>>; readonly healthcheck: { readonly test: string[] } }
    >
  >;
}

const compose = parse(await readFile('docker-compose.yml', 'utf8')) as Compose;
const example = await readFile('changeline.example.yaml', 'utf8');

test('docker-compose.yml sets only variables that the hub reads or that changeline.yaml names', () => {
  const named = [...example.matchAll(/env: ([A-Z_]+)/g)].map(([, name]) => name);
  const known = new Set<string | undefined>([...VARIABLES, ...named]);
  const set = Object.keys(compose.services.hub.environment);
  expect(set.length).toBeGreaterThan(5);
  expect(set.filter((name) => !known.has(name))).toEqual([]);
});

test('docker-compose.yml gives an external database its data key, and asks /health/ready', () => {
  expect(compose.services.hub.environment).toMatchObject({
    DATABASE_URL: expect.stringMatching(/^postgres:\/\//),
    CHANGELINE_DATA_KEY_FILE: expect.any(String) as string,
  });
  expect(compose.services.hub.healthcheck.test.join(' ')).toContain('/health/ready');
});
