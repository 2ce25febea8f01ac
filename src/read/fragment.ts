import type postgres from 'postgres';

/** A piece of SQL with its parameters, to stand in another. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

export function isTemplate(first: unknown): boolean {
  return Array.isArray(first) && 'raw' in first;
}

/** The same query, which `run` answers, once, when somebody awaits it: parts of statements are queries that nobody awaits. */
export function answeredBy(query: Fragment, run: (query: Fragment) => Promise<unknown>): Fragment {
  let answer: Promise<unknown> | null = null;
  const once = () => (answer ??= run(query));
  const own: Pick<Promise<unknown>, 'then' | 'catch' | 'finally'> = {
    then: (met, failed) => once().then(met, failed),
    catch: (failed) => once().catch(failed),
    finally: (done) => once().finally(done),
  };
  return Object.assign(query, own);
}
