import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectors } from '../connectors/all.js';
import { policySchema } from '#contract';
import { ConfigurationError, loadConfig, loadPolicy } from '../../src/config.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(({ where, sentence }) => `${where} ${sentence}`);
    throw error;
  }
  return [];
}

const SOURCE = `sources:
  github-acme:
    connector: github
    token: { env: TOKEN }
    webhookSecret: [{ env: NEW }, { file: old.secret }]
    repositories: [acme/pay]
`;

async function load(yaml: string, env: Record<string, string> = {}) {
  return loadConfig({ CHANGELINE_CONFIG: await write('changeline.yaml', yaml), CHANGELINE_DATA: folder, ...env }, connectors);
}

test('without variables and files the hub listens on 127.0.0.1:4000 and has no source', () => {
  const config = loadConfig({ CHANGELINE_DATA: folder }, connectors);
  expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, databaseUrl: null, sources: [], configFile: null });
  expect(config.policy).toEqual(policySchema.parse({}));
  expect(Object.isFrozen(config)).toBe(true);
});

test('a source gets its checked settings, and its secrets as they stand at the moment', async () => {
  await write('old.secret', 'old\n');
  const config = await load(SOURCE, { TOKEN: 't0ken', NEW: 'new' });
  const [source] = config.sources;
  expect(source?.config).toMatchObject({ url: 'https://api.github.com', repositories: ['acme/pay'] });
  expect(source?.secret('token')).toEqual(['t0ken']);
  expect(source?.secret('webhookSecret')).toEqual(['new', 'old']);
  await write('old.secret', 'older');
  expect(source?.secret('webhookSecret')).toEqual(['new', 'older']);
});

test('a policy file with three mistakes gives three sentences, each with line and column', async () => {
  const path = await write(
    'policy.yaml',
    'environments:\n  prod: { production: perhaps }\nreleaseBranches:\n  acme/pay: main\nbaseline: {}\n',
  );
  expect(problemsOf(() => loadPolicy(path))).toEqual([
    'policy.yaml:2:11 environments.prod.production is a text. Write true or false.',
    'policy.yaml:4:3 releaseBranches.acme/pay is a text. Write a list: [one, two].',
    expect.stringMatching(/^policy\.yaml:5:1 baseline is no known key\. Known here: preset, environments, releaseBranches, baselines, /),
  ]);
});

test('mistakes in the environment and in both files are listed at once', async () => {
  const policy = await write('policy.yaml', 'baselines: { acme/pay: main }\n');
  const yaml = SOURCE.replace('connector: github', 'connector: gitbub');
  const env = {
    CHANGELINE_CONFIG: await write('changeline.yaml', yaml),
    CHANGELINE_POLICY: policy,
    PORT: '70000',
    DATABASE_URL: 'mysql://x',
  };
  expect(problemsOf(() => loadConfig(env, connectors))).toEqual([
    'PORT is "70000". Write a number from 0 to 65535.',
    expect.stringMatching(/^DATABASE_URL is no address of a PostgreSQL database/),
    expect.stringMatching(/^CHANGELINE_DATA_KEY_FILE must name a file/),
    expect.stringMatching(/^changeline\.yaml:3:5 sources\.github-acme\.connector names no connector\. Write one of: .*github/),
    expect.stringMatching(/^policy\.yaml:1:14 baselines\.acme\/pay .*a full 40-digit revision, or empty/),
  ]);
});

test('a secret written into the file is refused at its place and not repeated', async () => {
  await write('old.secret', 'old');
  const problems = await load(SOURCE.replace('{ env: TOKEN }', 'ghp_topsecret'), { NEW: 'n' }).then(
    () => [],
    (error: Error) => [error.message],
  );
  expect(problems).toEqual([expect.stringMatching(/changeline\.yaml:4:5 {2}sources\.github-acme\.token must say where the secret stands/)]);
  expect(problems.join()).not.toContain('topsecret');
});

test('secrets that are missing at start are problems', async () => {
  await expect(load(SOURCE, { NEW: 'n' })).rejects.toThrow(
    /2 problems:\n.*:4:5 .*variable TOKEN is not set.*\n.*:5:5 .*old\.secret cannot be read/,
  );
});

test.each([
  ['a tab for indentation', 'sources:\n\tgithub: {}\n', /changeline\.yaml:2:1 {2}is no YAML/],
  ['a key given twice', 'name: abc\nname: abd\n', /changeline\.yaml:2:1 {2}is no YAML: Map keys must be unique/],
  ['a name with capitals', 'name: Acme\n', /changeline\.yaml:1:1 {2}name does not fit\. Write three to forty small letters/],
  ['a list where a map belongs', 'sources: [github]\n', /changeline\.yaml:1:1 {2}sources is a list\. Write keys and values/],
  ['a source without repositories', SOURCE.replace(/ {4}repositories.*\n/, ''), /repositories is missing\. Write a list/],
  [
    'an unknown key of a source',
    `${SOURCE}    repos: []\n`,
    /:7:5 {2}sources\.github-acme\.repos is no known key\. Known here: connector, url, token/,
  ],
  ['a name that is no source name', SOURCE.replace('github-acme', 'GitHub'), /:2:3 {2}sources\.GitHub is no possible name of a source/],
])('%s is shown at its line and column', async (_, yaml, sentence) => {
  await write('old.secret', 'old');
  await expect(load(yaml, { TOKEN: 't', NEW: 'n' })).rejects.toThrow(sentence);
});

test('a source that pushes events has a name and no settings', async () => {
  await write('old.secret', 'old');
  const config = await load(`${SOURCE}  mainframe:\n    type: events\n`, { TOKEN: 't', NEW: 'n' });
  expect(config.senders).toEqual(['mainframe']);
  expect(config.sources.map(({ name }) => name)).toEqual(['github-acme']);
  await expect(load('sources:\n  main:\n    type: events\n    url: x\n  MAIN: { type: events }\n')).rejects.toThrow(
    /:4:5 {2}sources\.main\.url is not read: .*\n.*:5:3 {2}sources\.MAIN is no possible name of a source/,
  );
});

test('a named file that is missing is a problem', () => {
  const missing = join(folder, 'nowhere.yaml');
  expect(problemsOf(() => loadConfig({ CHANGELINE_CONFIG: missing }, connectors))).toEqual([
    expect.stringMatching(/nowhere\.yaml cannot be read \(ENOENT\)/),
  ]);
});

test('a key file that cannot be read is a problem', async () => {
  await mkdir(join(folder, 'empty'));
  const env = { CHANGELINE_DATA_KEY_FILE: join(folder, 'empty', 'key'), CHANGELINE_TOKEN: 'short' };
  expect(problemsOf(() => loadConfig(env, connectors))).toEqual([
    expect.stringMatching(/^CHANGELINE_TOKEN is too easy to guess/),
    expect.stringMatching(/^CHANGELINE_DATA_KEY_FILE names .* \(ENOENT\)/),
  ]);
});

test('the example files in the project are right', () => {
  const env = {
    CHANGELINE_CONFIG: 'changeline.example.yaml',
    CHANGELINE_POLICY: 'policy.example.yaml',
    GITHUB_TOKEN: 't',
    GITHUB_WEBHOOK_SECRET: 's',
  };
  expect(loadConfig(env, connectors).sources.map(({ name }) => name)).toEqual(['github-acme']);
});
