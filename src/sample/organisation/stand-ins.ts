import { standIn as startArgoCd } from '../argocd/stand-in.js';
import { standIn as startEnv0 } from '../env0/stand-in.js';
import { startGitHub } from '../github/server.js';
import { fullName } from '../github/world.js';
import { startGitLab } from '../gitlab/server.js';
import { standIn as startJenkins, USER as JENKINS_USER } from '../jenkins/stand-in.js';
import { startJira } from '../jira/server.js';
import { standIn as startPagerDuty } from '../pagerduty/stand-in.js';
import { instance as startServiceNow } from '../servicenow/server.js';
import type { Company, Places } from './company.js';
import { BUILD_JOB } from './estate.js';
import { PEOPLE_COLUMNS, userNames } from './instance-rows.js';
import { SAMPLE_SOURCES } from './sources.js';

/** A source as the hub is to be configured with it; `secrets` by the names that its connector gives them. */
export interface SampleSource {
  readonly name: string;
  /** The kind of its connector. */
  readonly connector: 'github' | 'jira' | 'servicenow' | 'gitlab' | 'jenkins' | 'argocd' | 'env0' | 'pagerduty';
  /** What would stand in changeline.yaml. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The tools of acme, answering on 127.0.0.1. */
export interface StandIns {
  readonly places: Places;
  readonly sources: readonly SampleSource[];
  close(): Promise<void>;
}

const EMAIL = 'changeline@acme.example';
/** The stand-ins listen on 127.0.0.1 alone and hold nothing but stories. */
const TOKEN = 'token-of-the-sample-organisation';
export const SECRET = 'secret-of-the-sample-organisation';
const ENV0_KEY = { id: 'key-of-the-sample-organisation', secret: TOKEN };

const token = { env: 'SAMPLE_TOKEN' };
const webhookSecret = { env: 'SAMPLE_SECRET' };

/** Starts them all. They serve the company as it is at each request. */
export async function startStandIns(company: Company): Promise<StandIns> {
  const started = await Promise.all([codeAndTickets(company), requestsAndCode(company), delivery(company), infrastructure(company)]);
  const [{ places }] = started;
  return {
    places,
    sources: started.flatMap(({ sources }) => sources),
    close: async () => void (await Promise.all(started.flatMap(({ served }) => served.map((one) => one.close())))),
  };
}

type Given = Readonly<Record<string, unknown>>;

function source(connector: SampleSource['connector'], given: Given, secrets: SampleSource['secrets'] = { token: TOKEN }): SampleSource {
  return {
    ...{ name: SAMPLE_SOURCES[connector], connector, given: { webhookSecret, ...given } },
    secrets: { webhookSecret: SECRET, ...secrets },
  };
}

async function codeAndTickets(company: Company) {
  const github = await startGitHub(company.github, { token: TOKEN });
  const jira = await startJira(company.jira, { email: EMAIL, token: TOKEN });
  const repositories = company.github.repositories.map(fullName);
  const projects = company.jira.projects.map(({ key }) => key);
  const fields = Object.fromEntries(company.jira.fields.filter(({ id }) => id.startsWith('custom')).map(({ id, name }) => [name, id]));
  return {
    places: { github: github.addresses, jira: jira.url },
    served: [github, jira],
    sources: [
      source('github', { url: github.url, token, repositories }),
      source('jira', { url: jira.url, email: EMAIL, token, projects, fields }),
    ],
  };
}

async function requestsAndCode({ estate }: Company) {
  const username = 'changeline';
  const authorization = `Basic ${Buffer.from(`${username}:${TOKEN}`).toString('base64')}`;
  const servicenow = await startServiceNow(authorization, estate.servicenow);
  servicenow.now = null;
  for (const [id, name] of userNames()) for (const column of PEOPLE_COLUMNS) servicenow.names.set(`${column}:${id}`, name);
  const gitlab = await startGitLab(estate.gitlab, TOKEN);
  return {
    served: [servicenow, gitlab],
    sources: [
      source('servicenow', { url: servicenow.url, username, password: token }, { password: TOKEN }),
      source('gitlab', { url: gitlab.url, token, projects: estate.gitlab.projects.map(({ path }) => path) }),
    ],
  };
}

async function delivery({ estate }: Company) {
  const jenkins = await startJenkins(TOKEN, new Map([[BUILD_JOB, { builds: estate.builds }]]));
  const argocd = await startArgoCd(TOKEN, { applications: [estate.application] });
  return {
    served: [jenkins, argocd],
    sources: [
      source('jenkins', { url: jenkins.url, user: JENKINS_USER, token, jobs: [BUILD_JOB] }),
      source('argocd', { url: argocd.url, token }),
    ],
  };
}

async function infrastructure({ estate }: Company) {
  const env0 = await startEnv0(estate.env0, ENV0_KEY);
  env0.now = null;
  const pagerduty = await startPagerDuty(estate.pagerduty, TOKEN);
  pagerduty.isLive = true;
  const key = { apiKeyId: ENV0_KEY.id, apiKeySecret: token };
  return {
    served: [env0, pagerduty],
    sources: [
      source('env0', { url: env0.url, organization: estate.env0.organization, ...key }, { apiKeySecret: ENV0_KEY.secret }),
      source('pagerduty', { url: pagerduty.url, token }),
    ],
  };
}
