import type { WebsocketHandler } from '@fastify/websocket';
import type { ExecutionArgs, FormattedExecutionResult, GraphQLError } from 'graphql';
import type { Context, SubscribePayload } from 'graphql-ws';
import { makeHandler, type Extra } from 'graphql-ws/use/@fastify/websocket';
import { newContext } from '../../schema/index.js';
import { Refusal, type Viewer } from '../access/index.js';
import type { Audiences } from './audience/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identifyAsker } from './identify.js';
import { prepare, wrapped } from './prepare.js';
import { executed, questionContext } from './question.js';
import { shownError } from './shown-error.js';
import { whileItStands } from './token-watch.js';

interface Connection extends Record<PropertyKey, unknown> {
  viewer: Viewer;
  unwatch: () => void;
}
type Socket = Context<Record<string, unknown>, Extra & Partial<Connection>>;

/** graphql-transport-ws refuses with 4401 before it acknowledges; browsers cannot send headers, so the token may come in connection_init. */
const UNAUTHORISED = 4401;
const MOST_AT_ONCE = 50;

export function socketHandler(hub: ServerHub, audiences: Audiences): WebsocketHandler {
  const shown = (error: GraphQLError) => shownError(hub.log, error.toJSON(), error);
  return makeHandler<Record<string, unknown>, Connection>({
    onConnect: (socket) => admit(hub, socket),
    onClose: ({ extra }) => extra.unwatch?.(),
    onSubscribe: (socket, _id, payload) => admitQuestion(hub, socket, payload),
    execute: executed,
    subscribe: (args) => audiences.subscribe(args),
    onError: (_socket, _id, _payload, errors) => errors.map(shown),
    onNext: (...[, , , , result]) =>
      result.errors ? ({ ...result, errors: result.errors.map(shown) } as FormattedExecutionResult) : undefined,
    isProd: true,
  });
}

async function admit(hub: ServerHub, { connectionParams, extra }: Socket): Promise<boolean> {
  const asked = askedBy(extra.request);
  const authorization = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  try {
    const headers = typeof authorization === 'string' ? { ...asked.headers, authorization } : asked.headers;
    extra.viewer = await identifyAsker(hub, { ...asked, headers });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    extra.socket.close(UNAUTHORISED, error.message.slice(0, 120));
    return false;
  }
  const { viewer, socket } = { viewer: extra.viewer, socket: extra.socket };
  extra.unwatch = whileItStands(hub.sql, viewer, () => socket.close(UNAUTHORISED, 'This token has expired or was revoked.'));
  return true;
}

function admitQuestion(
  hub: ServerHub,
  { extra, subscriptions }: Socket,
  payload: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const refusal = tooMany(Object.keys(subscriptions).length);
  if (refusal) return [wrapped(refusal)];
  const viewer = extra.viewer as Viewer;
  return prepare(payload, (life) => (life === 'QUESTION' ? questionContext(hub, viewer) : newContext(hub, viewer, { life })));
}

function tooMany(open: number): Refusal | null {
  if (open < MOST_AT_ONCE) return null;
  return new Refusal(
    'TOO_COSTLY',
    `This connection has ${open} subscriptions already, which is the most. End one, or open another connection.`,
    {
      cost: open + 1,
      limit: MOST_AT_ONCE,
    },
  );
}
