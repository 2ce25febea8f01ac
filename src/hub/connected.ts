import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Config, ConfigurationError, type SourceConfig } from '../config.js';
import type { Logger, Source } from '../inbox/index.js';

/** What changeline.yaml connects beside the sources that are read. */
export interface Connected {
  /** Sources that push events. */
  senders: readonly string[];
}

export interface Watching {
  /** As it was read at the start. */
  readonly config: Config;
  readonly connected: Connected;
  /** Environment and files anew; throws `ConfigurationError`. */
  readonly read: () => Config;
  readonly connect: (sources: readonly Source[]) => Promise<void>;
  readonly log: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 2_000;
const GONE = 'changeline.yaml is not there any more, or may not be read. All sources stay as they were; put it back to change them.';

/**
 * Looks at changeline.yaml every two seconds. When it changed and then stood still for one look, it is read again: sources that are
 * new are begun with, sources that are gone are left, and those that say what they said go on undisturbed. While anything
 * is wrong with it nothing changes, and why is told once.
 */
export function watchConnections(watching: Watching): { stop(): Promise<void> } {
  const state: State = { ...watching, now: watching.config, seen: null, read: null, trouble: null, load: watching.read };
  let stopped = false;
  let looking = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void (looking = look(state).then(again)), watching.everyMs ?? EVERY_MS).unref();
  };
  looking = first(state).then(again);
  return {
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await looking;
    },
  };
}

interface State extends Omit<Watching, 'read'> {
  now: Config;
  /** Digest at the last look, and of what is in force. */
  seen: string | null;
  read: string | null;
  trouble: string | null;
  readonly load: () => Config;
}

async function first(state: State): Promise<void> {
  state.read = state.seen = await digestOf(state.config.configFile);
}

/** Never throws: it is told, and tried again at the next look. */
async function look(state: State): Promise<void> {
  const digest = await digestOf(state.config.configFile);
  const isStill = digest === state.seen;
  state.seen = digest;
  if (!isStill) return;
  if (digest === null && state.config.configFile !== null) return gone(state);
  if (digest === state.read) return void (state.trouble = null);
  try {
    await change(state, state.load());
    state.read = digest;
    state.trouble = null;
  } catch (error) {
    told(state, error);
  }
}

async function change(state: State, next: Config): Promise<void> {
  const before = new Map(state.now.sources.map((source) => [source.name, source]));
  const sources = next.sources.map((source) => (isSame(before.get(source.name), source) ? before.get(source.name)! : source));
  await state.connect(sources);
  state.connected.senders = next.senders;
  state.log.info({}, sentenceOf(before, sources));
  if (isOther(state.config, next))
    state.log.warn({}, 'changeline.yaml says another name or other alerts, which are read at the next start only.');
  state.now = { ...next, sources };
}

function isSame(before: SourceConfig | undefined, now: SourceConfig): boolean {
  return before !== undefined && before.written !== undefined && before.written === now.written;
}

function isOther(before: Config, now: Config): boolean {
  return before.name !== now.name || JSON.stringify(before.alerts) !== JSON.stringify(now.alerts);
}

function sentenceOf(before: ReadonlyMap<string, SourceConfig>, sources: readonly SourceConfig[]): string {
  const names = new Set(sources.map(({ name }) => name));
  const parts = [
    ['new', sources.filter(({ name }) => !before.has(name)).map(({ name }) => name)],
    ['other settings', sources.filter((one) => before.has(one.name) && before.get(one.name) !== one).map(({ name }) => name)],
    ['gone', [...before.keys()].filter((name) => !names.has(name))],
  ] as const;
  const said = parts.filter(([, some]) => some.length > 0).map(([what, some]) => `${what}: ${some.join(', ')}`);
  return `changeline.yaml was read again. ${said.length > 0 ? `Sources, ${said.join('; ')}.` : 'No source is another one.'}`;
}

function told(state: State, error: unknown): void {
  const why = error instanceof ConfigurationError ? error.message : String(error instanceof Error ? error.message : error);
  if (state.trouble !== why) state.log.warn({}, `changeline.yaml changed, and nothing was taken from it. ${why}`);
  state.trouble = why;
}

/** Nobody disconnects everything by a file that is away for a moment, or may not be read. */
function gone(state: State): void {
  if (state.trouble !== GONE) state.log.warn({}, GONE);
  state.trouble = GONE;
}

async function digestOf(file: string | null): Promise<string | null> {
  const bytes = file === null ? null : await readFile(file).catch(() => null);
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}
