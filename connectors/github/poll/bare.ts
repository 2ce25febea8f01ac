import type { Json } from '#contract';

/** Without addresses; of accounts, teams and apps their ids, since all else of them changes without any setting doing so. */
export function bare(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const whole = value as { readonly [key: string]: Json };
  if ('node_id' in whole && 'id' in whole) return { id: whole['id'] ?? null };
  return Object.fromEntries(
    Object.entries(whole)
      .filter(([key]) => key !== '_links' && !/(^|_)url$/.test(key))
      .map(([key, inner]) => [key, bare(inner)]),
  );
}

/** As JSON without what people and teams are called: that changes without anything that is asked about doing so. */
export function withoutNames(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === 'login' || key === 'slug' ? undefined : inner));
}
