import type { CommitEdges } from '../../src/correlate/index.js';
import { rangeOf } from '../../src/correlate/range.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { startChild } from '../child.js';
import type { BenchServer } from '../database.js';
import { median, quantile, rounded, type Tell, timed } from '../figure.js';
import { randomFrom } from '../random.js';
import { historyOf, keepEdges, keepHistory, rangeBySql } from './history.js';
import { loadHistory, type LoadedHistory } from './load.js';

export interface RangeOptions {
  readonly commits: number;
  readonly pairs: number;
  /** How often the slow ones are asked: a new process, the query. */
  readonly repeats: number;
}

interface Pair {
  readonly head: string;
  readonly base: string;
}

const MOST_WARM_MS = 20;
const MOST_COLD_MS = 300;

/** Ranges between random commits of one history, warm and in a new process, beside a recursive query over the same commits. */
export async function benchRange(server: BenchServer, tell: Tell, { commits: count, pairs: asked, repeats }: RangeOptions): Promise<void> {
  const { url, adminUrl } = await server.database('range');
  const commits = historyOf(count);
  const owner = openPool(adminUrl, { max: 1 });
  const sql = openPool(url, { max: 1 });
  await keepHistory(sql, commits);
  await keepEdges(owner, commits);
  const pairs = pairsOf(commits, asked);
  const warm = warmTimes(await loadHistory(sql), pairs);
  const slow = pairs.slice(0, repeats);
  const queried = await queryTimes(owner, slow, warm.carries);
  const cold = await coldTimes(url, slow, warm.carries);
  await Promise.all([sql.end(), owner.end()]);
  const floor = median(queried);
  const beside = (ms: number) => ({ ratioTo: `a recursive query over the same ${count} commits`, ratio: rounded(ms / floor) });
  const line = (name: string, ms: number) => ({ name, value: rounded(ms), unit: 'ms', ...beside(ms) });
  const p95 = quantile(warm.times, 0.95);
  tell({
    ...line(`range over ${count} commits, warm, p95 of ${pairs.length} pairs`, p95),
    bound: `<= ${MOST_WARM_MS}`,
    holds: p95 <= MOST_WARM_MS,
  });
  tell(line('the same, median', median(warm.times)));
  tell(line('the same, slowest', Math.max(...warm.times)));
  tell(line('the whole history, newest against first commit', warm.whole));
  tell(line('the whole history, newest against nothing', warm.nothing));
  const slowest = Math.max(...cold.map(({ ms }) => ms));
  tell({
    ...line(`first range of a new process, slowest of ${cold.length}`, slowest),
    bound: `<= ${MOST_COLD_MS}`,
    holds: slowest <= MOST_COLD_MS,
  });
  // On a machine that others use, too, the clock says less than the processor.
  tell(line('the same, processor time, slowest', Math.max(...cold.map(({ cpuMs }) => cpuMs))));
  tell(line('recursive query, median', floor));
}

function pairsOf(commits: readonly CommitEdges[], asked: number): readonly Pair[] {
  const random = randomFrom(20_260_110);
  const any = () => commits[Math.floor(random() * commits.length)]!.sha;
  return Array.from({ length: asked }, () => ({ head: any(), base: any() }));
}

/** Each pair once before it counts, so that the machine code is there. */
function warmTimes({ graph, generations }: LoadedHistory, pairs: readonly Pair[]) {
  const ranged = ({ head, base }: { readonly head: number; readonly base: number }) => {
    const began = performance.now();
    const { carries } = rangeOf(graph, generations, head, base);
    return { ms: performance.now() - began, carries: carries.length };
  };
  const indices = pairs.map(({ head, base }) => ({ head: graph.indexOf(head), base: graph.indexOf(base) }));
  indices.forEach(ranged);
  const found = indices.map(ranged);
  const newest = graph.size - 1;
  const nothing = ranged({ head: newest, base: -1 });
  if (nothing.carries === 0 || nothing.carries > graph.size) throw new Error(`The newest commit reaches ${nothing.carries} commits.`);
  const whole = ranged({ head: newest, base: 0 });
  return { times: found.map(({ ms }) => ms), carries: found.map(({ carries }) => carries), whole: whole.ms, nothing: nothing.ms };
}

async function queryTimes(sql: Sql, pairs: readonly Pair[], expected: readonly number[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const [nth, { head, base }] of pairs.entries()) {
    const { ms, result } = await timed(() => rangeBySql(sql, head, base));
    same(result, expected[nth]);
    times.push(ms);
  }
  return times;
}

interface Cold {
  readonly ms: number;
  readonly cpuMs: number;
  readonly carries: number;
}

async function coldTimes(url: string, pairs: readonly Pair[], expected: readonly number[]): Promise<readonly Cold[]> {
  const times: Cold[] = [];
  for (const [nth, { head, base }] of pairs.entries()) {
    const child = startChild('bench/range/cold.ts', [url, head, base]);
    const cold = JSON.parse(await child.line()) as Cold;
    await child.stop();
    same(cold.carries, expected[nth]);
    times.push(cold);
  }
  return times;
}

/** A fast wrong answer is no figure. */
function same(found: number, expected: number | undefined): void {
  if (found !== expected) throw new Error(`One way finds ${found} commits in a range, another ${expected ?? 'none'}.`);
}
