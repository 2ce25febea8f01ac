import type { RunningHub, Tree } from './running-hub.js';

export interface StreamEvent {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: Tree | null;
  readonly comment: boolean;
}

export interface EventStream {
  readonly status: number;
  readonly type: string;
  /** Everything that came so far. */
  readonly got: readonly StreamEvent[];
  /** As a browser keeps it. */
  lastId(): string;
  news(): readonly Tree[];
  until(holds: (got: readonly StreamEvent[]) => boolean): Promise<void>;
  /** The body, where there is no stream. */
  refusal(): Promise<{ errors: readonly { message: string; extensions: Record<string, unknown> }[] }>;
  readonly ended: Promise<void>;
  cut(): void;
}

export interface Opening {
  readonly query: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
}

/** Opens /graphql/stream and reads events as WHATWG HTML §9.2.6 says. */
export async function openStream(hub: RunningHub, { query, variables = {}, headers, method = 'GET' }: Opening): Promise<EventStream> {
  const leave = new AbortController();
  const sent = headers ?? { authorization: `Bearer ${await hub.tokenFor('viewer')}` };
  const response = await fetch(
    method === 'POST'
      ? `${hub.url}/graphql/stream`
      : `${hub.url}/graphql/stream?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`,
    method === 'POST'
      ? {
          method,
          headers: { ...sent, 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
          signal: leave.signal,
        }
      : { headers: sent, signal: leave.signal },
  );
  const got: StreamEvent[] = [];
  let tell: () => void = () => undefined;
  const type = response.headers.get('content-type') ?? '';
  const ended = type.startsWith('text/event-stream')
    ? read(response, (event) => {
        got.push(event);
        tell();
      }).catch(() => undefined)
    : Promise.resolve();
  return {
    status: response.status,
    type,
    got,
    ended,
    lastId: () => got.findLast(({ id }) => id !== null)?.id ?? '',
    news: () => got.flatMap(({ event, data }) => (event === 'next' && data ? [data] : [])),
    async until(holds) {
      while (!holds(got)) await new Promise<void>((resolve) => (tell = resolve));
    },
    refusal: () => response.json() as ReturnType<EventStream['refusal']>,
    cut: () => leave.abort(),
  };
}

async function read(response: Response, tell: (event: StreamEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) tell(eventOf(block.split('\n')));
  }
}

function eventOf(lines: readonly string[]): StreamEvent {
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  const data = field('data');
  return {
    id: field('id'),
    event: field('event'),
    data: data === null ? null : (JSON.parse(data) as Tree),
    comment: lines.every((line) => line.startsWith(':')),
  };
}
