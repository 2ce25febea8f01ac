import { openConnection, type Connection } from '../webhooks/connection.js';
import { releaseRequest } from './release.js';

/** Connections that send one release after the other, each until it got its 202. */
export interface Senders {
  /** Releases that got their 202, with the id that the answer named. */
  readonly kept: ReadonlyMap<number, string>;
  readonly connections: number;
  /** Nothing new is sent until `resume`; what is on its way goes on. */
  pause(): void;
  resume(): void;
  /** Resolves with the next 202. */
  next(): Promise<void>;
  /** Lets each sender finish what it sends, and throws what went wrong with one of them. */
  stop(): Promise<void>;
}

export interface SenderOptions {
  readonly ports: readonly number[];
  readonly connections: number;
  /** The first release; each sender takes every `connections`th from there on. */
  readonly first?: number;
}

const AGAIN_MS = 20;

interface Sending {
  readonly kept: Map<number, string>;
  readonly waiting: Set<() => void>;
  stopped: boolean;
  paused: Promise<void> | null;
}

export function startSenders({ ports, connections, first = 1 }: SenderOptions): Senders {
  const state: Sending = { kept: new Map(), waiting: new Set(), stopped: false, paused: null };
  let release = (): void => undefined;
  const senders = Promise.all(
    Array.from({ length: connections }, (_, nth) => sendAll(state, ports[nth % ports.length]!, { first: first + nth, step: connections })),
  );
  // Whoever waits for the next answer, or stops, gets what went wrong.
  senders.catch(() => undefined);
  return {
    kept: state.kept,
    connections,
    next: () => Promise.race([senders, new Promise<void>((resolve) => state.waiting.add(resolve))]).then(() => undefined),
    pause: () => {
      state.paused = new Promise((resolve) => (release = resolve));
    },
    resume: () => {
      state.paused = null;
      release();
    },
    stop: async () => {
      state.stopped = true;
      await senders;
    },
  };
}

async function sendAll(state: Sending, port: number, { first, step }: { readonly first: number; readonly step: number }): Promise<void> {
  let connection: Connection | null = null;
  for (let id = first; !state.stopped; id += step) {
    await state.paused;
    const request = releaseRequest(id);
    // Who is killed answers nothing, and nobody can know whether it was kept: a tool sends it again.
    for (let answered = false; !answered;) {
      connection ??= await openConnection(port).catch(() => null);
      const answer: Awaited<ReturnType<Connection['send']>> | null = (await connection?.send(request).catch(() => null)) ?? null;
      answered = answer?.status === 202;
      if (answer && answered) note(state, id, answer.body);
      else if (answer && answer.status !== 503) throw new Error(`A genuine webhook was answered ${answer.status}: ${answer.body}`);
      if (answer) continue;
      connection?.close();
      connection = null;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    // Every tenth twice, as tools do when an answer comes late.
    if (id % 10 === 0)
      await connection?.send(request).then(
        (answer) => checkSame(state, id, answer),
        () => undefined,
      );
  }
  connection?.close();
}

function note(state: Sending, id: number, body: string): void {
  state.kept.set(id, idIn(body));
  for (const tell of state.waiting) tell();
  state.waiting.clear();
}

function checkSame(state: Sending, id: number, { status, body }: { readonly status: number; readonly body: string }): void {
  if (status !== 202 || idIn(body) === state.kept.get(id)) return;
  throw new Error(`Release ${id} was kept as ${state.kept.get(id) ?? 'nothing'}, and sent again as ${body}.`);
}

function idIn(body: string): string {
  return (JSON.parse(body) as { readonly delivery: string }).delivery;
}
