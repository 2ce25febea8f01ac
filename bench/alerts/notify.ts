import { openPool } from '../../src/db/pool.js';

/** NOTIFY's round trips, one after the other, twenty a second, from one connection to another. */
export function measureNotify(url: string): { stop(): Promise<readonly number[]> } {
  const sql = openPool(url, { max: 2, name: 'changeline bench notify' });
  const tripMs: number[] = [];
  let stopped = false;
  let heard: () => void = () => undefined;
  const run = async (): Promise<void> => {
    await sql.listen('bench_trip', () => heard());
    while (!stopped) {
      const hearing = new Promise<void>((resolve) => (heard = resolve));
      const begun = performance.now();
      await sql.notify('bench_trip', '');
      await hearing;
      tripMs.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      await running;
      await sql.end();
      return tripMs;
    },
  };
}
