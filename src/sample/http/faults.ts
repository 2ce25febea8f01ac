import type { IncomingMessage, ServerResponse } from 'node:http';

export type Fault = 401 | 403 | 404 | 429 | 500 | 502 | 'html' | 'truncated' | 'hang' | 'reset';

export interface Asked {
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly body: string;
}

/** Faults the next `times` matching requests. A RegExp sees `METHOD path?query`, a line break, and the body. */
export interface FaultPlan {
  readonly match: RegExp | ((asked: Asked) => boolean);
  readonly times: number;
  readonly with: Fault;
  readonly retryAfterSeconds?: number;
}

export interface Faults {
  plan(plan: FaultPlan): void;
  next(asked: Asked): FaultPlan | undefined;
}

export function faultsOf(): Faults {
  const plans: { plan: FaultPlan; left: number }[] = [];
  return {
    plan: (plan) => void plans.push({ plan, left: plan.times }),
    next: (asked) => {
      const due = plans.find(({ plan, left }) => left > 0 && matches(plan, asked));
      if (due !== undefined) due.left -= 1;
      return due?.plan;
    },
  };
}

function matches({ match }: FaultPlan, asked: Asked): boolean {
  if (typeof match === 'function') return match(asked);
  return new RegExp(match.source, match.flags.replace(/[gy]/g, '')).test(`${asked.method} ${asked.path}\n${asked.body}`);
}

/** How one vendor words its failures. */
export interface Words {
  /** What its edge answers when nothing stands behind it. */
  readonly page: string;
  readonly bodyOf: (status: number) => unknown;
}

/** Answers in the planned way; the status to record, 0 where none was sent. */
export function spoil(plan: FaultPlan, words: Words, incoming: IncomingMessage, outgoing: ServerResponse): number {
  const fault = plan.with;
  if (fault === 'hang') return 0;
  if (fault === 'reset') return (incoming.socket.resetAndDestroy(), 0);
  if (fault === 'truncated') return truncate(outgoing);
  if (fault === 'html' || fault === 502) return html(outgoing, words.page, fault === 502 ? 502 : 200);
  const retry = fault === 429 ? { 'retry-after': String(plan.retryAfterSeconds ?? 1) } : {};
  outgoing.writeHead(fault, { 'content-type': 'application/json; charset=utf-8', ...retry }).end(JSON.stringify(words.bodyOf(fault)));
  return fault;
}

function html(outgoing: ServerResponse, page: string, status: number): number {
  outgoing.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  return status;
}

// The length is promised, half of it comes, and the connection ends.
function truncate(outgoing: ServerResponse): number {
  outgoing.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': '64' });
  outgoing.write('[{"id": 1, "node_id": "MDEw', () => outgoing.socket?.end());
  return 200;
}
