import type { Runtime } from '../../inbox/index.js';
import type { PacedHttp } from '../http/paced-http.js';
import type { Failure } from './failure.js';

type Word = 'STARTING' | 'HEALTHY' | 'WAITING' | 'REFUSED' | 'FAILING';

/** How a source is, in a word and a sentence, from how each of its streams is. */
export interface Health {
  /** Which streams there are, and which of them were read to their end before. */
  streams(names: ReadonlyMap<string, boolean>): void;
  good(streams: readonly string[]): Promise<void>;
  /** There is nothing to read of it, as of one that only pushes. */
  idle(): Promise<void>;
  bad(stream: string, failure: Failure): Promise<void>;
}

/** More than the allowance that rules make between two systems (`controls.md`, Time). */
const CLOCK_ALLOWANCE_MS = 60_000;

export function openHealth(runtime: Runtime, source: string, http: PacedHttp): Health {
  const state = new Map<string, Failure | 'GOOD' | 'UNREAD'>();

  async function write(success: boolean): Promise<void> {
    const { word, sentence } = summary(state);
    await writeState(runtime, source, { word, sentence: `${sentence}${clockWarning(http.clockOffsetMs())}`, success, http });
  }

  return {
    streams(names) {
      for (const known of [...state.keys()]) if (known !== '' && !names.has(known)) state.delete(known);
      for (const [name, done] of names) if (!state.has(name)) state.set(name, done ? 'GOOD' : 'UNREAD');
      state.delete('');
    },
    async good(streams) {
      for (const stream of streams) state.set(stream, 'GOOD');
      await write(true);
    },
    idle: () => write(false),
    async bad(stream, failure) {
      state.set(stream, failure);
      await write(false);
    },
  };
}

function summary(state: ReadonlyMap<string, Failure | 'GOOD' | 'UNREAD'>): { word: Word; sentence: string } {
  const all = [...state.values()];
  if (all.length === 0) return { word: 'HEALTHY', sentence: 'Nothing of it is read: it waits for deliveries.' };
  const failures = all.filter((one): one is Failure => typeof one === 'object');
  for (const word of ['FAILING', 'REFUSED', 'WAITING'] as const) {
    const first = failures.find((one) => one.health === word || (word === 'WAITING' && one.health === 'HUB'));
    if (first) return { word, sentence: first.sentence };
  }
  const unread = all.filter((one) => one === 'UNREAD').length;
  if (unread > 0)
    return {
      word: 'STARTING',
      sentence: `It is being read for the first time: ${all.length - unread} of ${all.length} streams are complete.`,
    };
  return { word: 'HEALTHY', sentence: 'Every stream was read to its end.' };
}

function clockWarning(offsetMs: number | null): string {
  if (offsetMs === null || Math.abs(offsetMs) <= CLOCK_ALLOWANCE_MS) return '';
  const seconds = Math.round(Math.abs(offsetMs) / 1000).toLocaleString('en-GB');
  const side = offsetMs > 0 ? 'ahead of' : 'behind';
  return ` Its clock is ${seconds} s ${side} the hub's: set whichever is wrong, since times of two systems that far apart cannot be put in order.`;
}

interface Written {
  readonly word: Word;
  readonly sentence: string;
  readonly success: boolean;
  readonly http: PacedHttp;
}

async function writeState({ sql }: Runtime, source: string, { word, sentence, success, http }: Written): Promise<void> {
  await sql`
    update source_state
    set
      changed_at = case when (health, sentence) = (${word}, ${sentence}) then changed_at else clock_timestamp() end,
      health = ${word},
      sentence = ${sentence},
      clock_offset_ms = coalesce(${inColumn(http.clockOffsetMs())}::integer, clock_offset_ms),
      budget = ${JSON.stringify(http.budgets())}::text::jsonb,
      last_success_at = case when ${success} then clock_timestamp() else last_success_at end
    where source = ${source}`;
}

/** The column holds 24 days; whoever is further off is told how far in the sentence, and is read all the same. */
const MOST_MS = 2_147_483_647;

function inColumn(offsetMs: number | null): number | null {
  return offsetMs === null ? null : Math.max(-MOST_MS, Math.min(MOST_MS, offsetMs));
}

/** Gives every configured source its row; what is known of one stays. */
export async function registerSources({ sql, sources }: Pick<Runtime, 'sql' | 'sources'>): Promise<void> {
  const all = [...sources.values()];
  if (all.length === 0) return;
  await sql`
    insert into source_state (source, connector, health, sentence)
    select source, connector, 'STARTING', 'It was not read yet.'
    from unnest(
      ${sql.array(
        all.map((one) => one.name),
        1009,
      )}::text[],
      ${sql.array(
        all.map((one) => one.connector.kind),
        1009,
      )}::text[]
    ) as configured (source, connector)
    on conflict (source) do update set connector = excluded.connector`;
}
