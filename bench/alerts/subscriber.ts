import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { untilTrue } from '../hub.js';

/** One alert as a subscriber got it. */
export interface Alert {
  readonly cursor: number;
  readonly rule: string;
  readonly subject: string;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly gotAt: number;
}

/** Listens to `gapAlerts` over WebSocket, and goes on after its last alert whenever its connection ends. */
export interface Subscriber {
  readonly got: readonly Alert[];
  readonly isOpen: boolean;
  /** How often it began. */
  readonly begun: number;
  /** Its connection is cut without a word. */
  kill(): void;
  stop(): Promise<void>;
}

const QUESTION =
  'subscription ($after: LedgerCursor, $filter: GapFilter) { gapAlerts(after: $after, filter: $filter) { cursor type gap { rule subject } } }';
const AGAIN_MS = 50;

export function startSubscriber(
  { port, token }: { readonly port: number; readonly token: string },
  after: number,
  filter: Readonly<Record<string, unknown>> = {},
): Subscriber {
  const got: Alert[] = [];
  let [stopped, begun] = [false, 0];
  let socket: WebSocket | null = null;
  const hold = (opened: WebSocket): void => void (socket = opened);
  class Cuttable extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      // One that is cut before it is open says so as an error; the client hears of its end anyway.
      this.on('error', () => undefined);
      hold(this);
    }
  }
  const once = (): Promise<void> =>
    new Promise((ended) => {
      const client = createClient({
        url: `ws://127.0.0.1:${port}/graphql`,
        webSocketImpl: Cuttable,
        connectionParams: { authorization: `Bearer ${token}` },
        retryAttempts: 0,
      });
      begun += 1;
      client.subscribe<Told>(
        { query: QUESTION, variables: { after: String(got.at(-1)?.cursor ?? after), filter } },
        { next: ({ data }) => void (data && got.push(alertOf(data))), error: () => ended(), complete: () => ended() },
      );
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      await once();
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  const running = run();
  return {
    got,
    get isOpen() {
      return socket?.readyState === WebSocket.OPEN;
    },
    get begun() {
      return begun;
    },
    kill: () => socket?.terminate(),
    stop: async () => {
      stopped = true;
      socket?.terminate();
      await running;
    },
  };
}

interface Told extends Record<string, unknown> {
  readonly gapAlerts: { readonly cursor: string; readonly type: string; readonly gap: { readonly rule: string; readonly subject: string } };
}

function alertOf({ gapAlerts: { cursor, type, gap } }: Told): Alert {
  return { cursor: Number(cursor), type, ...gap, gotAt: Date.now() };
}

const LATEST_MS = 60_000;

/** Resolves when so many alerts came; throws when they did not within a minute. */
export async function allTold(got: readonly Alert[], count: number): Promise<void> {
  const latest = performance.now() + LATEST_MS;
  await untilTrue(() => Promise.resolve(got.length >= count || performance.now() > latest));
  if (got.length < count) throw new Error(`${got.length} of ${count} alerts came within ${LATEST_MS / 1000} s.`);
}
