import type { Message } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { launch, type Launched } from './launched.js';
import { SOURCE, TOKEN } from './place.js';

/** JSON into which one can reach without a check at every step; a wrong step fails the test. */
export interface Tree {
  readonly [key: string]: Tree;
}

export interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  /** Parsed where it is JSON. */
  readonly body: Tree;
}

export interface Readiness {
  readonly status: number;
  readonly parts: readonly { readonly name: string; readonly ready: boolean; readonly sentence: string }[];
}

/** A hub as an operator runs it: a process of its own, reached over HTTP alone. */
export interface RunningHub {
  readonly address: string;
  readonly pid: number;
  output(): string;
  /** The data of an answer; fails on an error in it. */
  graphql(question: string, variables?: object): Promise<Tree>;
  hook(message: Pick<Message, 'headers' | 'body'>, how?: { readonly source?: string; readonly method?: string }): Promise<Answered>;
  ready(): Promise<Readiness>;
  /** Asks it to stop, and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts the hub and waits until it says that it is ready. Fails with its own words when it ends before. */
export async function startHub(folder: string, env: Readonly<Record<string, string>>): Promise<RunningHub> {
  const launched = launch(folder, { PORT: '0', CHANGELINE_TOKEN: TOKEN, ...env });
  const address = await addressOf(launched);
  return {
    address,
    pid: launched.pid,
    output: launched.output,
    graphql: (question, variables) => ask(address, question, variables),
    hook: ({ headers, body }, { source = SOURCE, method = 'POST' } = {}) =>
      fetch(`${address}/hooks/${source}`, { method, headers, ...(method === 'GET' ? {} : { body }) }).then(answered),
    ready: async () => {
      const response = await fetch(`${address}/health/ready`);
      return { status: response.status, parts: ((await response.json()) as Readiness).parts };
    },
    stop: async (signal = 'SIGTERM') => {
      const from = performance.now();
      launched.signal(signal);
      const code = await launched.ended;
      return { code, ms: performance.now() - from };
    },
    kill: async () => {
      launched.signal('SIGKILL');
      await launched.ended;
    },
  };
}

async function addressOf({ ended, output, stdout }: Launched): Promise<string> {
  let over = false;
  void ended.then(() => (over = true));
  return until(
    'the hub is ready',
    () => {
      const address = /ready at (http:\/\/\S+),/.exec(stdout())?.[1];
      if (address === undefined && over) throw new Error(`The hub ended before it was ready. It said:\n${output()}`);
      return address;
    },
    60_000,
  );
}

async function ask(address: string, query: string, variables: object = {}): Promise<Tree> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Tree; errors?: unknown };
  if (errors !== undefined) throw new Error(`GraphQL answered ${JSON.stringify(errors)}`);
  return data;
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const type = response.headers.get('content-type');
  const body = type?.includes('json') ? (JSON.parse(text) as Tree) : ({} as Tree);
  return { status: response.status, type, headers: response.headers, body };
}

export function list(tree: Tree | undefined): readonly Tree[] {
  if (!Array.isArray(tree)) throw new Error(`no list: ${JSON.stringify(tree)}`);
  return tree as readonly Tree[];
}
