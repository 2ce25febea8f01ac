import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../access/index.js';
import { badInput, recordEvents } from '../read/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identify } from './identify.js';
import { problem } from './problem.js';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

/**
 * `POST /events`: what `recordEvents` takes, as CloudEvents 1.0 over HTTP, structured, binary or batched. `source` is the source's
 * name, `subject` the id of the thing, `id` the transition, `time` when it happened; without a subject, `id` is the thing's.
 */
export function cloudEventRoute(app: FastifyInstance, hub: ServerHub): void {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const onRequest = async (request: FastifyRequest) => void viewers.set(request, await identify(hub, askedBy(request)));
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser([STRUCTURED, BATCH], { parseAs: 'string' }, scope.getDefaultJsonParser('error', 'error'));
    scope.post('/events', { onRequest }, async (request, reply) => {
      const { source, events } = pushedIn(request);
      const answer = await recordEvents(hub, viewers.get(request) as Viewer, { source, events });
      return 'sentence' in answer ? refused(reply, answer) : answer;
    });
    done();
  });
}

function refused(
  reply: FastifyReply,
  { sentence, mistakes }: { readonly sentence: string; readonly mistakes: readonly object[] },
): FastifyReply {
  if (mistakes.length === 0) return problem(reply, 400, sentence);
  const title = 'Unprocessable Entity';
  return reply.code(422).type('application/problem+json').send({ type: 'about:blank', title, status: 422, detail: sentence, mistakes });
}

type Attributes = Readonly<Record<string, unknown>>;

function pushedIn(request: FastifyRequest): { readonly source: string; readonly events: readonly object[] } {
  const events = attributesIn(request);
  const [first, ...others] = [...new Set(events.map(({ source }) => source))];
  if (typeof first !== 'string') throw badInput('An event has no source. Name the source that changeline.yaml declares with type: events.');
  if (others.length > 0) throw badInput('The events of one request are of one source. Send those of each source by themselves.');
  return { source: first, events: events.map(recordedOf) };
}

function attributesIn({ headers, body }: FastifyRequest): readonly Attributes[] {
  const type = headers['content-type'] ?? '';
  if (type.startsWith(BATCH)) return Array.isArray(body) ? body.map(objectOf) : [];
  if (type.startsWith(STRUCTURED)) return [objectOf(body)];
  const named = Object.entries(headers).filter(([name]) => name.startsWith('ce-'));
  if (named.length === 0)
    throw badInput(`Send CloudEvents: ${STRUCTURED}, ${BATCH}, or the attributes as ce- headers and the data as JSON.`);
  return [{ ...Object.fromEntries(named.map(([name, value]) => [name.slice(3), decoded(value)])), data: body }];
}

function objectOf(value: unknown): Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Attributes) : {};
}

/** Values of binary attributes are percent-encoded (CloudEvents HTTP binding, §3.1.3.2). */
function decoded(value: string | readonly string[] | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function recordedOf({ specversion, type, id, subject, time, data }: Attributes): object {
  if (specversion !== '1.0') throw badInput('An event is no CloudEvent of version 1.0: its specversion says something else.');
  const which = subject === undefined ? { id } : { id: subject, transition: id };
  return { type, ...which, at: time, data };
}
