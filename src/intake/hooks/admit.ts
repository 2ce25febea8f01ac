import type { Webhook } from '#contract';
import type { FastifyRequest } from 'fastify';
import type { Runtime, Source } from '../../inbox/index.js';

export interface Refusal {
  readonly status: number;
  readonly detail: string;
}

/** A source that deliveries may come from, and how they are verified. */
export interface Door {
  readonly source: Source;
  readonly webhook: Webhook;
}

const KINDS = /^(application\/(json|[a-z0-9.-]+\+json|x-www-form-urlencoded))\s*(;|$)/i;

/** What can be said before a byte of the body is read: of whom the delivery would be, or why it is none. */
export function admit(request: FastifyRequest, runtime: Runtime): Door | Refusal {
  const { source: name = '' } = request.params as { readonly source?: string };
  const source = runtime.sources.get(name);
  if (!source) return { status: 404, detail: unknownSource(runtime) };
  const { webhook, kind } = source.connector;
  if (!webhook)
    return {
      status: 404,
      detail: `The source ${name} takes no webhooks: the connector ${kind} only polls. Remove the webhook at the tool.`,
    };
  return wrongForm(request) ?? { source, webhook };
}

function wrongForm(request: FastifyRequest): Refusal | null {
  const type = request.headers['content-type'];
  if (type === undefined || !KINDS.test(type)) {
    return { status: 415, detail: 'Only JSON and form bodies are read: set the content type of the webhook to application/json.' };
  }
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return { status: 415, detail: 'The body is compressed, and signatures are checked over the bytes as they come: send it uncompressed.' };
  }
  return null;
}

function unknownSource(runtime: Runtime): string {
  const names = [...runtime.sources.values()].filter((source) => source.connector.webhook).map((source) => source.name);
  const known = names.length === 0 ? 'No source with webhooks is configured.' : `Sources with webhooks: ${names.slice(0, 20).join(', ')}.`;
  return `No source has this name. ${known} Sources are named in changeline.yaml.`;
}
