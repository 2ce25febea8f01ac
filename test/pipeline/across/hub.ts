import { refText } from '#contract';
import { argocd, cdevents, gitlab, jenkins, servicenow } from '../../../connectors/index.js';
import type { Source } from '../../../src/inbox/index.js';
import { ANA, BEN } from '../../connectors/servicenow/world.js';
import { shaOf } from '../../connectors/gitlab/world.js';
import { type HubUnderTest, hubOfSources, type TestPolicy } from '../hub-under-test.js';
import { type Company, TOKEN } from './company.js';

export const SECRET = `whsec_${Buffer.from('secret-of-these-tests').toString('base64')}`;

const POLICY: TestPolicy = {
  environments: { 'argocd/pay': { production: true, environment: 'production' } },
  baselines: { 'acme/pay': shaOf(1) },
  services: { pay: { repositories: ['acme/pay'], objects: ['argocd-acme:environment/argocd/pay'] } },
  changeTypes: { 'servicenow-acme': ['normal', 'standard', 'emergency'] },
  statuses: {
    'servicenow-acme': {
      '-5': { stage: 'REQUESTED' },
      '-3': { stage: 'APPROVAL' },
      '-1': { stage: 'IMPLEMENTING' },
      '3': { stage: 'CLOSED' },
    },
  },
  fields: {
    'servicenow-acme': {
      ...{ description: 'description', requester: 'requested_by', justification: 'justification' },
      ...{ implementationPlan: 'implementation_plan', backoutPlan: 'backout_plan', impact: 'risk_impact_analysis', outcome: 'close_code' },
    },
  },
  outcomes: { 'servicenow-acme': { successful: 'SUCCESSFUL' } },
  people: {
    'Ana Ruiz': { accounts: ['gitlab-acme:501', `servicenow-acme:${ANA}`] },
    'Ben Okafor': { accounts: ['gitlab-acme:502', `servicenow-acme:${BEN}`] },
  },
  trust: { 'builds-acme': ['artifact.published'] },
  settle: '0s',
};

/** In the order in which a change comes to them. */
function sourcesOf(tools: Company): readonly Source[] {
  const given = { token: { env: 'X' }, webhookSecret: { env: 'Y' } };
  const source = (kind: string, connector: object, config: unknown): Source => ({
    name: `${kind}-acme`,
    connector: connector as Source['connector'],
    config: { ...(config as object), pollSeconds: 3_600 },
    secret: (name) => [name === 'webhookSecret' ? SECRET : TOKEN],
  });
  const snow = {
    url: tools.servicenow.url,
    username: 'changeline',
    password: { env: 'X' },
    webhookSecret: { env: 'Y' },
    checkpoints: true,
  };
  const code = { url: tools.gitlab.url, ...given, projects: ['acme/pay', 'acme/deploy'] };
  return [
    source('servicenow', servicenow, servicenow.config.parse(snow)),
    source('gitlab', gitlab, gitlab.config.parse(code)),
    source('jenkins', jenkins, jenkins.config.parse({ url: tools.jenkins.url, user: 'changeline', ...given, jobs: ['pay'] })),
    source('builds', cdevents, cdevents.config.parse({ webhookSecret: { env: 'Y' } })),
    source('argocd', argocd, argocd.config.parse({ url: tools.argocd.url, ...given })),
  ];
}

export interface Hub extends HubUnderTest {
  /** Reads all of them until whatever a reading claimed is on record. */
  readAll(): Promise<void>;
}

export async function hubOf(tools: Company): Promise<Hub> {
  const claimed = new Set<string>();
  const sources = sourcesOf(tools).map((source) => ({ source: noting(source, claimed), collections: 0 }));
  const hub = await hubOfSources(sources, { policy: POLICY });
  const readAll = () =>
    hub.readUntil('what was claimed is on record', async () => {
      const rows = await hub.sql<{ key: string }[]>`select concat_ws(' ', scope, collection) as key from read.coverage`;
      const known = new Set(rows.map(({ key }) => key));
      return claimed.size > 0 && [...claimed].every((key) => known.has(key));
    });
  return { ...hub, readAll };
}

/** The same source, of whose readings it is noted what they claim. */
function noting(source: Source, claimed: Set<string>): Source {
  const { poll } = source.connector;
  const read: typeof poll.read = async function* (...given) {
    for await (const page of poll.read(...given)) {
      for (const { scope, collection } of page.claims ?? []) claimed.add(`${refText(scope, source.name)} ${collection}`);
      yield page;
    }
  };
  return { ...source, connector: { ...source.connector, poll: { ...poll, read } } };
}
