import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in serves: rollouts, each at the position of its last change. */
export interface Rollout {
  readonly id: number;
  readonly position: number;
  readonly state: 'RUNNING' | 'DONE' | 'BROKEN';
}

export interface StandIn {
  readonly url: string;
  readonly rollouts: Rollout[];
  /** Answers everything with this status while it is set. */
  refuses: number | null;
  close(): Promise<void>;
}

const MOST = 2;

/** As strict as the tool that it stands for: what the tool refuses, it refuses, and it serves nothing that the tool does not have. */
export async function standIn(token: string): Promise<StandIn> {
  const served: Pick<StandIn, 'rollouts' | 'refuses'> = { rollouts: [], refuses: null };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (served.refuses !== null) return answer(response, served.refuses, {});
    if (request.headers.authorization !== `Bearer ${token}`) return answer(response, 401, {});
    const unknown = [...url.searchParams.keys()].filter((name) => name !== 'after');
    if (url.pathname !== '/rollouts' || unknown.length > 0) return answer(response, 404, {});
    answer(response, 200, page(served.rollouts, Number(url.searchParams.get('after') ?? '0')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(served, {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

function page(all: readonly Rollout[], after: number) {
  const left = all.filter(({ position }) => position > after).sort((a, b) => a.position - b.position);
  const shown = left.slice(0, MOST);
  return { rollouts: shown.map(rolloutObject), position: shown.at(-1)?.position ?? after, isLast: shown.length === left.length };
}

function rolloutObject({ id, state }: Rollout) {
  const finishedAt = state === 'RUNNING' ? null : '2026-01-10T12:05:00Z';
  return {
    id,
    project: 4,
    revision: 'ab'.repeat(20),
    environment: 'production',
    state,
    requestedAt: '2026-01-10T12:00:00Z',
    finishedAt,
    by: { id: 501, name: 'ana' },
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
