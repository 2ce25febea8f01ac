import type { Instant, Policy } from '#contract';

/** Whether policy puts what started then under control; where it gives no scope, everything is. */
export function isInScope(service: string | null, at: Instant, scope: Policy['scope']): boolean {
  if (scope === undefined) return true;
  const day = at.slice(0, 10);
  return scope.some(
    ({ services, from, to }) =>
      service !== null && services.includes(service) && (from === undefined || from <= day) && (to === undefined || day < to),
  );
}
