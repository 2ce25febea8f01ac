/**
 * Statements that are sent without waiting for one another's answers, in one round trip. On one connection Postgres runs them in
 * this order, as long as all are statements of the driver: what an async function sends goes before them. When one fails, it throws the first error once none is under way any more: whatever went on after the
 * rollback would write outside its transaction.
 */
export async function together<T extends readonly unknown[] | []>(running: T): Promise<{ -readonly [nth in keyof T]: Awaited<T[nth]> }> {
  const all = Promise.all(running);
  all.catch(() => undefined);
  await Promise.allSettled(running);
  return all;
}

/**
 * Sends a statement of a transaction that nobody waits for: Postgres runs it before whatever is sent later. When it fails, so does the
 * next that is waited for (25P02), and `begin` throws the first error; so a transaction ends with a statement that is waited for.
 */
export function sent(statement: Promise<unknown>): void {
  statement.catch(() => undefined);
}
