import type { Instant, Policy } from '#contract';

/** A repository that a source reads. */
export interface ReadRepository {
  readonly repository: string;
  readonly source: string;
  readonly name: string | null;
}

/** Repositories of which no service is in the policy's scope in [from, to); where it gives no scope, none is left out. */
export function leftOutOf(
  read: readonly ReadRepository[],
  policy: Policy | null,
  span: { readonly from: Instant; readonly to: Instant },
): readonly ReadRepository[] {
  const scope = policy?.scope;
  if (!policy || scope === undefined) return [];
  const [first, last] = [span.from.slice(0, 10), span.to.slice(0, 10)];
  const parts = scope.filter(({ from, to }) => (from === undefined || from <= last) && (to === undefined || first < to));
  const within = new Set(parts.flatMap(({ services }) => services));
  return read.filter((one) => !servicesOf(one, policy).some((service) => within.has(service)));
}

/** Those that policy maps it to; unmapped it is one itself. */
function servicesOf({ repository, name }: ReadRepository, { services }: Policy): readonly string[] {
  const isNamed = (one: string) => one === name || one === repository;
  const mapped = Object.entries(services).filter(([, { repositories = [], objects = [] }]) =>
    [...repositories.map((one) => (typeof one === 'string' ? one : one.repository)), ...objects].some(isNamed),
  );
  return mapped.length > 0 ? mapped.map(([id]) => id) : [repository];
}
