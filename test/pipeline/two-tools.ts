import type { Connector } from '#contract';
import jira from '../../connectors/jira/index.js';
import type { JiraConfig } from '../../connectors/jira/config.js';
import type { Source } from '../../src/inbox/index.js';
import { type GitHub, type Jira, type JiraWorld, startGitHub, startJira, type World } from '../../src/sample/index.js';
import type { TestServer } from '../setup/server.js';
import { type HubUnderTest, hubUnderTest, type TestPolicy, TOKEN } from './hub-under-test.js';

export const JIRA = 'jira-acme';
export const JIRA_SECRET = 'secret-of-the-jira-of-these-tests';
export const EMAIL = 'reader@acme.example';

export interface TwoTools extends HubUnderTest {
  /** The stand-ins; what is changed in their worlds is what the next reading finds. */
  readonly github: GitHub;
  readonly githubWorld: World;
  readonly jira: Jira;
  readonly jiraWorld: JiraWorld;
}

export interface TwoToolsOptions {
  readonly github: World;
  /** Every repository of the world unless told. */
  readonly repositories?: readonly string[];
  readonly jira: JiraWorld;
  /** Keys; every project of the world unless told. */
  readonly projects?: readonly string[];
  /** What else the operator says of the Jira source: `fields`. */
  readonly jiraConfig?: Partial<JiraConfig>;
  /** That Jira's webhooks bear no signature. */
  readonly unsignedWebhooks?: boolean;
  readonly policy?: TestPolicy;
  /** Where the hub's database is made; left out, the server of the tests. */
  readonly server?: TestServer;
}

/** Tickets and approvals of each project. */
const COLLECTIONS = 2;

/** A hub that reads GitHub as `github-acme` and Jira as `jira-acme`, both stand-ins of its own; closing it closes them. */
export async function twoTools(options: TwoToolsOptions): Promise<TwoTools> {
  const { policy, server, projects = options.jira.projects.map(({ key }) => key) } = options;
  const github = await startGitHub(options.github, { token: TOKEN });
  const served = await startJira(options.jira, { email: EMAIL, token: TOKEN });
  served.limit({ perWindow: 100_000, windowMs: 60_000 });
  const source = jiraSource(served.url, projects, options);
  const hub = await hubUnderTest({
    url: github.url,
    repositories: options.repositories ?? options.github.repositories.map(({ owner, name }) => `${owner.login}/${name}`),
    ...(policy ? { policy } : {}),
    ...(server ? { server } : {}),
    others: [{ source, collections: projects.length * COLLECTIONS }],
  });
  return {
    ...hub,
    github,
    githubWorld: options.github,
    jira: served,
    jiraWorld: options.jira,
    close: async () => {
      await hub.close();
      await Promise.all([github.close(), served.close()]);
    },
  };
}

/** Jira as these tests connect it. */
export function jiraSource(
  url: string,
  projects: readonly string[],
  { jiraConfig, unsignedWebhooks = false }: Pick<TwoToolsOptions, 'jiraConfig' | 'unsignedWebhooks'> = {},
): Source {
  const config = jira.config.parse({ url, email: EMAIL, token: { env: 'X' }, webhookSecret: { env: 'Y' }, projects, ...jiraConfig });
  return {
    name: JIRA,
    connector: jira as unknown as Connector<unknown>,
    config: { ...config, pollSeconds: 3600 },
    secret: (name) => [name === 'token' ? TOKEN : JIRA_SECRET],
    unsignedWebhooks,
  };
}
