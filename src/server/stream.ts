import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { newContext } from '../../schema/index.js';
import { badInput, Refusal, type Viewer } from '../access/index.js';
import type { Answers, Audiences } from './audience/index.js';
import type { ServerHub } from './hub.js';
import { prepare, subscribes } from './prepare.js';
import { sendRefusal } from './send-refusal.js';
import { heartbeat, serverSentEvents } from './server-sent-events.js';
import { refusalOf } from './shown-error.js';

const HEARTBEAT_MS = 15_000;

const question = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * A subscription as server-sent events (WHATWG HTML §9.2), in the manner of graphql-sse's distinct connections: each
 * `next` carries its place in the ledger as its id, so that a browser that reconnects goes on where it was. What is
 * wrong with the question is said by HTTP status before the stream begins.
 */
export function streamHandler(hub: ServerHub, audiences: Audiences, viewerOf: (request: FastifyRequest) => Viewer) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const viewer = viewerOf(request);
    try {
      const args = argumentsOf(hub, viewer, request);
      const answers = await begun(audiences, args);
      reply.raw.once('close', () => void answers.told.return(undefined));
      heartbeat(reply.raw, hub.heartbeatMs ?? HEARTBEAT_MS);
      const events = serverSentEvents({ hub, viewer, answers });
      return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(Readable.from(events));
    } catch (error) {
      return sendRefusal(reply, refusalOf(hub.log, error));
    }
  };
}

function argumentsOf(hub: ServerHub, viewer: Viewer, request: FastifyRequest): ExecutionArgs {
  const resumeAfter = lastEventId(request.headers['last-event-id']);
  const prepared = prepare(questionIn(request), (life) => newContext(hub, viewer, { life, resumeAfter }));
  if (isErrors(prepared)) throw prepared[0] as GraphQLError;
  if (!subscribes(prepared.document)) throw badInput('Only subscriptions are streamed here. Ask questions at /graphql.');
  return prepared;
}

function questionIn(request: FastifyRequest): z.infer<typeof question> {
  const read = question.safeParse(request.method === 'GET' ? withVariables(request.query) : request.body);
  if (read.success) return read.data;
  throw badInput(
    'Send the subscription as JSON by POST, {"query": "subscription { … }"}, or as the parameter query by GET; variables are a JSON object.',
  );
}

/** In an address, variables are JSON in a string. */
function withVariables(query: unknown): unknown {
  if (typeof query !== 'object' || query === null || !('variables' in query) || typeof query.variables !== 'string') return query;
  try {
    return { ...query, variables: JSON.parse(query.variables) as unknown };
  } catch {
    return null;
  }
}

function lastEventId(header: string | string[] | undefined): number | null {
  if (header === undefined || header === '') return null;
  if (typeof header === 'string' && /^(-1|\d{1,15})$/.test(header)) return Number(header);
  throw badInput('Last-Event-ID is no position of the ledger. Send the id of the last event that came, or none.');
}

async function begun(audiences: Audiences, args: ExecutionArgs): Promise<Answers> {
  const answers = await audiences.answers(args);
  if (answers !== null && 'told' in answers) return answers;
  throw answers?.errors?.[0] ?? new Refusal('UNAVAILABLE', 'This subscription could not begin. Try again.');
}

function isErrors(prepared: ExecutionArgs | readonly GraphQLError[]): prepared is readonly GraphQLError[] {
  return Array.isArray(prepared);
}
