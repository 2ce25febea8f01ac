import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectors } from '../connectors/all.js';
import { checkConfig } from '../../src/hub/check-config.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the command says of these two files, and whether it finds nothing wrong. */
async function checked(connections: string, policy: string, env: Readonly<Record<string, string>> = {}) {
  const files = { CHANGELINE_CONFIG: join(folder, 'changeline.yaml'), CHANGELINE_POLICY: join(folder, 'policy.yaml') };
  await writeFile(files.CHANGELINE_CONFIG, connections);
  await writeFile(files.CHANGELINE_POLICY, policy);
  const [said, told]: [string[], string[]] = [[], []];
  const tools = { say: (line: string) => void said.push(line), tell: (line: string) => void told.push(line) };
  const isRight = checkConfig({ CHANGELINE_DATA: folder, ...files, ...env }, connectors, tools);
  return { isRight, said, told: told.join('\n').split('\n') };
}

const WRONG = `name: A
http: { proxy: proxy.acme.example:3128, ca: nowhere.pem }
sources:
  github-acme:
    connector: github
    token: ghp_the_token_itself
    webhookSecret: { env: HOOK }
    repositories: [acme]
  jira acme:
    url: https://acme.atlassian.net
  jira-acme:
    connector: jira
    url: 7
    http: { proxi: none }
alerts: { heartbeet: 1 }
surces: {}
`;

describe('check-config', () => {
  it('names every mistake of both files at once, in the order of the file, each with line and column', async () => {
    const { isRight, said, told } = await checked(WRONG, 'environments:\n  prod: { production: perhaps }\nbaseline: {}\n', { HOOK: 'h' });
    expect(isRight).toBe(false);
    expect(said).toEqual([]);
    expect(told).toEqual([
      expect.stringMatching(/^The configuration has \d+ problems:$/),
      expect.stringMatching(/^ {2}changeline\.yaml:1:1 {2}name does not fit\./),
      expect.stringMatching(/^ {2}changeline\.yaml:2:9 {2}http\.proxy is no address of a proxy\. Write http:\/\/HOST:PORT, or none\.$/),
      expect.stringMatching(/^ {2}changeline\.yaml:2:41 {2}http\.ca is nowhere\.pem, which cannot be read as certificates \(ENOENT\)\./),
      expect.stringMatching(/^ {2}changeline\.yaml:6:5 {2}sources\.github-acme\.token must say where the secret stands/),
      expect.stringMatching(/^ {2}changeline\.yaml:8:20 {2}sources\.github-acme\.repositories\.0 does not fit\./),
      expect.stringMatching(/^ {2}changeline\.yaml:9:3 {2}sources\.jira acme is no possible name of a source\./),
      expect.stringMatching(/^ {2}changeline\.yaml:9:3 {2}sources\.jira acme\.connector is missing\./),
      expect.stringMatching(/^ {2}changeline\.yaml:11:3 {2}sources\.jira-acme\.token is missing\./),
      expect.stringMatching(/^ {2}changeline\.yaml:11:3 {2}sources\.jira-acme\.projects is missing\./),
      expect.stringMatching(/^ {2}changeline\.yaml:13:5 {2}sources\.jira-acme\.url is a number\./),
      expect.stringMatching(/^ {2}changeline\.yaml:14:13 {2}sources\.jira-acme\.http\.proxi is no known key\. Known here: proxy, ca\./),
      expect.stringMatching(/^ {2}changeline\.yaml:15:11 {2}alerts\.heartbeet is no known key\./),
      expect.stringMatching(/^ {2}changeline\.yaml:16:1 {2}surces is no known key\. Known here: name, sources, alerts, http\./),
      expect.stringMatching(/^ {2}policy\.yaml:2:11 {2}environments\.prod\.production is a text\. Write true or false\.$/),
      expect.stringMatching(/^ {2}policy\.yaml:3:1 {2}baseline is no known key\./),
    ]);
    expect(told.join('\n')).not.toContain('the_token_itself');
  });

  it('says what is connected where nothing is wrong', async () => {
    const connections = `sources:
  github-acme: { connector: github, token: { env: TOKEN }, webhookSecret: { env: HOOK }, repositories: [acme/pay] }
  mainframe: { type: events }
`;
    const policy = 'environments: { live: { production: true }, test: { production: false } }\n';
    expect(await checked(connections, policy, { TOKEN: 't', HOOK: 'h' })).toMatchObject({
      isRight: true,
      said: [
        expect.stringMatching(/changeline\.yaml has no mistake\. It connects github-acme \(github\), mainframe \(pushes events\)\.$/),
        expect.stringMatching(/policy\.yaml has no mistake\. Production is live\.$/),
      ],
    });
  });

  it.each([
    ['a password', 'http://ada:open-sesame@proxy.acme.example:3128', /http\.proxy must not hold a password\. Write \{ env: /],
    ['a variable that is not set', '{ env: NOT_SET }', /http\.proxy cannot be read: the environment variable NOT_SET is not set/],
    ['a variable that holds no address', '{ env: TOKEN }', /http\.proxy leads to no address of a proxy/],
    ['a list', '[{ env: TOKEN }, { env: TOKEN }]', /http\.proxy does not fit/],
  ])('refuses %s as a proxy, and repeats nothing of it', async (_, proxy, sentence) => {
    const { isRight, told } = await checked(`http:\n  proxy: ${proxy}\n`, '', { TOKEN: 'swordfish' });
    expect(isRight).toBe(false);
    expect(told).toHaveLength(2);
    expect(told[1]).toMatch(/^ {2}changeline\.yaml:2:3 {2}/);
    expect(told[1]).toMatch(sentence);
    expect(told[1]).not.toMatch(/open-sesame|swordfish/);
  });
});
