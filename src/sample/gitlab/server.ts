import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphqlAnswer } from './graphql.js';
import { listed } from './listed.js';
import { ROUTES } from './routes.js';
import type { World } from './world.js';

type Fault = 401 | 403 | 404 | 429 | 500 | 502 | 'html' | 'truncated' | 'reset';

export interface GitLab {
  readonly url: string;
  /** Paths with parameters, in the order of asking. */
  requests(): readonly string[];
  fail(fault: { readonly match: RegExp; times: number; readonly with: Fault }): void;
  /** Called before every answer. */
  before: ((path: string) => void) | null;
  close(): Promise<void>;
}

/** Refuses what GitLab refuses, in its words, and parameters that it ignores, too: to ignore one would widen a list in silence. */
export async function startGitLab(world: World, token: string): Promise<GitLab> {
  const requests: string[] = [];
  const faults: { readonly match: RegExp; times: number; readonly with: Fault }[] = [];
  const own = { before: null as GitLab['before'] };
  const server = createServer((request, response) => void handle(request, response));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    requests.push(path);
    own.before?.(path);
    const fault = faults.find((one) => one.times > 0 && one.match.test(path));
    if (fault) {
      fault.times -= 1;
      return failed(response, fault.with);
    }
    if (request.headers['private-token'] !== token) return answer(response, 401, { message: '401 Unauthorized' });
    const url = new URL(path, 'http://127.0.0.1');
    if (url.pathname === '/api/graphql') return answer(response, 200, graphqlAnswer(world, JSON.parse(await bodyOf(request)) as never));
    rest(response, url);
  }

  function rest(response: ServerResponse, url: URL): void {
    const [, written, below = ''] = /^\/api\/v4\/projects\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    if (written === undefined) return answer(response, 404, { error: '404 Not Found' });
    const project = world.projects.find(({ id, path }) => String(id) === written || path === decodeURIComponent(written));
    if (!project) return answer(response, 404, { message: '404 Project Not Found' });
    if (world.forbidden.some((one) => one.test(below))) return answer(response, 403, { message: '403 Forbidden' });
    const route = ROUTES.find(({ path }) => path.test(below));
    if (!route) return answer(response, 404, { error: '404 Not Found' });
    const unknown = [...url.searchParams.keys()].filter((name) => !route.knows.includes(name));
    if (unknown.length > 0) return answer(response, 400, { error: `${unknown.join(', ')} is ignored here` });
    const ids = (route.path.exec(below) ?? []).slice(1).map(decodeURIComponent);
    const found = route.answer(project, ids, url.searchParams);
    if (found === undefined) return answer(response, 404, { message: '404 Not Found' });
    if (!Array.isArray(found)) return answer(response, 200, found);
    const page = listed(found as readonly { readonly [key: string]: unknown }[], url);
    if ('error' in page) return answer(response, 400, { error: page.error });
    answer(response, 200, page.items, page.headers);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(own, {
    url: `http://127.0.0.1:${String(port)}`,
    requests: () => requests,
    fail: (fault: (typeof faults)[number]) => void faults.push(fault),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function failed(response: ServerResponse, fault: Fault): void {
  if (fault === 'reset') response.destroy();
  else if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>Sign in</html>');
  } else if (fault === 'truncated') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('[{"id": 1, "ti');
  } else if (fault === 429) answer(response, 429, { message: 'Retry later' }, { 'retry-after': '7' });
  else answer(response, fault, { message: `${String(fault)} from a fault` });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const LIMITS = { 'ratelimit-limit': '2000', 'ratelimit-remaining': '1999', 'ratelimit-reset': '4102444800' };

function answer(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...LIMITS, ...headers });
  response.end(JSON.stringify(body));
}
