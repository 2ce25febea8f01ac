import type { ServerResponse } from 'node:http';
import { type Application, applicationObject } from './world.js';

/** Whoever watches the applications (`/api/v1/stream/applications`). */
export interface Watchers {
  /** Tells a new one of all that is there; the headers go out with the first line, or with the first sign of life. */
  begin(response: ServerResponse, watcher: Watcher, there: readonly Application[]): void;
  tell(type: ChangeType, application: Application): void;
  /** Ends all of them, as restarts and proxies do. */
  cut(how: 'END' | 'IN_A_LINE' | 'ERROR'): void;
  /** Writes so to all of them. */
  write(text: string): void;
  count(): number;
}

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface Watcher {
  /** It accepts server-sent events; else each line is JSON, and there are no signs of life. */
  readonly isEvents: boolean;
  readonly mayGet: (application: Application) => boolean;
}

interface Open extends Watcher {
  readonly response: ServerResponse;
  /** By name: what is the same as before is not sent (argoproj/pkg, grpc/http/forwarders.go). */
  readonly sent: Map<string, string>;
}

const ALIVE_EVERY_MS = 15_000;
const ERROR = { error: { grpc_code: 14, http_code: 503, message: 'transport is closing', http_status: 'Service Unavailable' } };

export function openWatchers(aliveEveryMs = ALIVE_EVERY_MS): Watchers {
  const all = new Set<Open>();

  function send({ response, isEvents, mayGet, sent }: Open, type: ChangeType, application: Application): void {
    if (!mayGet(application)) return;
    const json = JSON.stringify({ result: { type, application: applicationObject(application) } });
    if (sent.get(application.name) === json) return;
    sent.set(application.name, json);
    response.write(framed(json, isEvents));
  }

  const write = (text: string): void => all.forEach(({ response }) => void response.write(text));

  return {
    begin(response, watcher, there) {
      const open: Open = { ...watcher, response, sent: new Map() };
      response.writeHead(200, { 'content-type': watcher.isEvents ? 'text/event-stream' : 'application/json' });
      const alive = watcher.isEvents ? setInterval(() => response.write(':\n'), aliveEveryMs) : undefined;
      response.on('close', () => {
        clearInterval(alive);
        all.delete(open);
      });
      all.add(open);
      for (const one of there) send(open, 'ADDED', one);
    },
    tell: (type, application) => all.forEach((open) => send(open, type, application)),
    cut(how) {
      if (how === 'ERROR') all.forEach(({ response, isEvents }) => void response.write(framed(JSON.stringify(ERROR), isEvents)));
      if (how === 'IN_A_LINE') all.forEach(({ response }) => void response.write('data: {"result":{"type":"MOD', () => response.destroy()));
      else all.forEach(({ response }) => void response.end());
    },
    write,
    count: () => all.size,
  };
}

/** grpc-gateway ends each message by a line feed, behind those of an event. */
function framed(json: string, isEvents: boolean): string {
  return isEvents ? `data: ${json} \n\n\n` : `${json}\n`;
}
