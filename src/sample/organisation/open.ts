import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startGitHub } from '../github/server.js';
import { deliver as deliverGitHub } from '../github/webhooks/deliver.js';
import { startJira } from '../jira/server.js';
import { deliverJira } from '../jira/webhooks/deliver.js';
import { fullName } from '../github/world.js';
import type { Sent } from './company.js';
import { organisationAt } from './history.js';
import { SAMPLE_SOURCES } from './sources.js';

/** A source as the hub is to be configured with it; `secrets` by the names that its connector gives them. */
export interface SampleSource {
  readonly name: string;
  /** The kind of its connector. */
  readonly connector: 'github' | 'jira';
  /** What would stand in changeline.yaml. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface SampleOptions {
  /** The moment up to which the quarter is told. */
  readonly now: Date;
  /** Whether what happened today was delivered before: then the tools simply have it. */
  readonly isDelivered?: boolean;
}

export interface Sample {
  readonly sources: readonly SampleSource[];
  /** What its builds push: a source of type `events`, and its events in the form of `recordEvents`. */
  readonly pushed: { readonly source: string; readonly events: readonly object[] };
  /** Path of the policy that gives all of it its meaning. */
  readonly policyFile: string;
  /** Lets today's stories happen, and sends their signed webhooks to the hub at this address. Throws when one is not taken. */
  deliver(address: string): Promise<number>;
  close(): Promise<void>;
}

const EMAIL = 'changeline@acme.example';
/** The stand-ins listen on 127.0.0.1 alone and hold nothing but stories. */
const TOKEN = 'token-of-the-sample-organisation';
const SECRET = 'secret-of-the-sample-organisation';

/** Starts stand-ins of acme's GitHub and Jira on 127.0.0.1 with a quarter of history: the same for the same `now`. */
export async function openSample({ now, isDelivered = false }: SampleOptions): Promise<Sample> {
  const { company, next } = organisationAt(now);
  if (isDelivered) while (next() !== null);
  const github = await startGitHub(company.github, { token: TOKEN });
  const jira = await startJira(company.jira, { email: EMAIL, token: TOKEN });
  company.listen({ github: github.addresses, jira: jira.url });
  const token = { env: 'SAMPLE_TOKEN' };
  const webhookSecret = { env: 'SAMPLE_SECRET' };
  const repositories = company.github.repositories.map(fullName);
  const projects = company.jira.projects.map(({ key }) => key);
  const fields = Object.fromEntries(company.jira.fields.filter(({ id }) => id.startsWith('custom')).map(({ id, name }) => [name, id]));
  const secrets = { token: TOKEN, webhookSecret: SECRET };
  return {
    sources: [
      { name: SAMPLE_SOURCES.github, connector: 'github', given: { url: github.url, token, webhookSecret, repositories }, secrets },
      {
        name: SAMPLE_SOURCES.jira,
        connector: 'jira',
        given: { url: jira.url, email: EMAIL, token, webhookSecret, projects, fields },
        secrets,
      },
    ],
    pushed: { source: SAMPLE_SOURCES.builds, events: company.said },
    policyFile: fileURLToPath(new URL('./policy.yaml', import.meta.url)),
    deliver: async (address) => {
      let count = 0;
      while (next() !== null) for (const sent of company.sent()) await send(sent, { address, delivery: deliveryId(now, count++) });
      return count;
    },
    close: async () => {
      await Promise.all([github.close(), jira.close()]);
    },
  };
}

interface To {
  readonly address: string;
  readonly delivery: string;
}

async function send(sent: Sent, { address, delivery }: To): Promise<void> {
  const hook = { url: `${address}/hooks/${SAMPLE_SOURCES[sent.tool]}`, secret: SECRET };
  const { status, body } =
    sent.tool === 'github'
      ? await deliverGitHub(hook, sent.payload, { deliveryId: delivery })
      : await deliverJira(hook, sent.payload, { identifier: delivery });
  if (status !== 202) throw new Error(`The hub answered ${status} to a webhook of the sample organisation: ${body}`);
}

/** The same for the same webhook at every start, so that one which was kept before is known again. */
function deliveryId(now: Date, nth: number): string {
  const hex = createHash('sha256').update(`${now.toISOString()} ${nth}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
