/** While Postgres answers for one, the rules are asked about another. */
const AT_A_TIME = 3;

export function* chunksOf<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** Does the work for each, a few at a time; after a failure begins no other, and throws it once none is under way. */
export async function sideBySide<T>(all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const left = all[Symbol.iterator]();
  let failed = false;
  const next = async (): Promise<void> => {
    for (let one = left.next(); !one.done && !failed; one = left.next()) await work(one.value);
  };
  const running = Array.from({ length: AT_A_TIME }, () =>
    next().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.allSettled(running);
  await Promise.all(running);
}
