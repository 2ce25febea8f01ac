import DataLoader from 'dataloader';

/** Loads what is known under each of these keys; of those that nothing is known of, nothing. */
export type Gathered<T> = (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>;

/**
 * The same, once for each key, and in one statement for all who ask at the same time: deployments that are evaluated together
 * share the statements of each kind.
 */
export function gather<T>(load: Gathered<T>): Gathered<T> {
  const loader = new DataLoader<string, T | undefined>(async (keys) => {
    const found = await load(keys);
    return keys.map((key) => found.get(key));
  });
  return async (keys) => {
    const values: readonly (T | undefined)[] = await Promise.all(keys.map((key) => loader.load(key)));
    return new Map(
      keys.flatMap((key, nth) => {
        const value = values[nth];
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
  };
}

/** The rows of each key. */
export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(keyOf(row));
    if (list) list.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
