import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { demand, KnownButRefused, Refusal, viewerOfCookie, viewerOfToken, type Viewer } from '../access/index.js';
import type { ServerHub } from './hub.js';

export const COOKIE = 'changeline';

export interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly host: string;
}

/** Who sent the request, by token or, from the hub's own page only, by session cookie. Throws UNAUTHENTICATED with a sentence. */
export async function identify(hub: ServerHub, { headers, host }: Asked): Promise<Viewer> {
  const { authorization } = headers;
  const cookie = cookieIn(headers.cookie);
  try {
    if (authorization !== undefined) return await viewerOfToken(hub.sql, bearerIn(authorization));
    if (cookie !== null && isSameOrigin(headers, host)) return await viewerOfCookie(hub.sql, cookie);
  } catch (error) {
    if (error instanceof KnownButRefused) await hub.recordRefusal(error.viewer, error.reason);
    throw error;
  }
  throw new Refusal(
    'UNAUTHENTICATED',
    'This takes a token. Send it as Authorization: Bearer cl_…; administrators make one with the mutation createToken.',
  );
}

/** A viewer who may ask questions. Throws FORBIDDEN for tokens that may only hand in events. */
export async function identifyAsker(hub: ServerHub, asked: Asked): Promise<Viewer> {
  const viewer = await identify(hub, asked);
  try {
    demand(viewer, 'viewer', 'ask questions');
  } catch (error) {
    await hub.recordRefusal(viewer, 'FORBIDDEN: ask questions');
    throw error;
  }
  return viewer;
}

export function askedBy(request: FastifyRequest): Asked {
  return { headers: request.headers, host: request.host };
}

function bearerIn(authorization: string): string {
  const match = /^Bearer +(\S+)$/i.exec(authorization);
  if (!match) throw new Refusal('UNAUTHENTICATED', 'The Authorization header must read: Bearer cl_…');
  return match[1] as string;
}

export function cookieIn(header: string | undefined): string | null {
  const pair = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`));
  return pair?.slice(COOKIE.length + 1) || null;
}

/** Browsers set these headers themselves and pages cannot; a request with neither comes from no page of ours. */
function isSameOrigin(headers: IncomingHttpHeaders, host: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && !isOf(origin, host)) return false;
  if (site !== undefined) return site === 'same-origin';
  return origin !== undefined;
}

function isOf(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
