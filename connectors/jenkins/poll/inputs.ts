import { z } from 'zod';
import type { BuildRecord, Decision } from '../wire.js';
import type { Client } from './client.js';
import type { Listed } from './listed.js';

const pendingList = z.array(z.object({ id: z.string().min(1) }));
const milliseconds = z.int().nonnegative();
const stage = z.object({ startTimeMillis: milliseconds, durationMillis: milliseconds, pauseDurationMillis: milliseconds });
type Stage = z.output<typeof stage>;
const description = z.object({ stages: z.array(stage) });

type Inputs = NonNullable<BuildRecord['inputs']>;
const NONE: Inputs = { pending: [], decisions: [] };

/**
 * The questions that a pipeline waits with, or the answers that it got. Asked of Stage View's API, which only pipelines have;
 * the log of a build is read only where one of its stages paused.
 */
export async function inputsOf(client: Client, job: string, { number, building }: Listed): Promise<Inputs> {
  if (building === true) {
    const pending = await client.readIfThere(job, `${String(number)}/wfapi/pendingInputActions`, pendingList);
    return { ...NONE, pending: (pending ?? []).map(({ id }) => ({ id })) };
  }
  const described = await client.readIfThere(job, `${String(number)}/wfapi/describe`, description);
  const paused = (described?.stages ?? []).filter(({ pauseDurationMillis }) => pauseDurationMillis > 0);
  if (paused.length === 0) return NONE;
  const answers = answersIn(await client.log(job, number));
  // With as many pauses as answers, each ended one; else nobody knows which.
  const isEach = answers.length === paused.length;
  const decisions = answers.map((one, at): Decision => {
    const pause = isEach ? paused[at] : undefined;
    return pause ? { ...one, ...endOfPause(pause) } : one;
  });
  return { ...NONE, decisions };
}

/** A stage is dated, the pause in it only measured: it ended when the stage had lasted as long, at the earliest. */
function endOfPause({ startTimeMillis: start, durationMillis, pauseDurationMillis }: Stage) {
  return { from: start + Math.min(pauseDurationMillis, durationMillis), to: start + durationMillis };
}

const WORDS: Readonly<Record<string, Decision['decision']>> = { Approved: 'APPROVED', Rejected: 'REJECTED' };

/**
 * `Approved by <a href='/user/ana' …>Ana R.</a>`. The link is Jenkins's own note: what a script prints is escaped there, so
 * that nobody can write an approval into his log.
 */
export function answersIn(log: string): readonly Decision[] {
  const found = log.matchAll(/^(?:<span[^>]*>.*?<\/span>)?(Approved|Rejected) by <a href=['"][^'"]*\/user\/([^/'"]+)\/?['"][^>]*>/gm);
  return [...found].flatMap(([, word = '', user = '']): Decision[] => {
    const decision = WORDS[word];
    return decision ? [{ user: decoded(user), decision }] : [];
  });
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
