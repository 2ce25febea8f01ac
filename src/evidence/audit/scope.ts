import type { Instant, Policy } from '#contract';

type Part = NonNullable<Policy['scope']>[number];

/** Whether policy puts what started then under control; where it gives no scope, everything is. */
export function isInScope(service: string | null, at: Instant, scope: Policy['scope']): boolean {
  return scope === undefined || scope.some((part) => holds(part, service, at));
}

/**
 * The sources that the evidence of what started then must come from; null: any. Where several parts of the scope hold, what one of
 * them names is enough, and so is one that names none.
 */
export function sourcesFor(service: string | null, at: Instant, scope: Policy['scope']): readonly string[] | null {
  const parts = (scope ?? []).filter((part) => holds(part, service, at));
  if (parts.length === 0 || parts.some(({ sources }) => sources === undefined)) return null;
  return [...new Set(parts.flatMap(({ sources = [] }) => sources))].sort();
}

function holds({ services, from, to }: Part, service: string | null, at: Instant): boolean {
  const day = at.slice(0, 10);
  return service !== null && services.includes(service) && (from === undefined || from <= day) && (to === undefined || day < to);
}
