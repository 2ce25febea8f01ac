import type { Policy } from '#contract';

/** What policy says of the service that a repository or another tool's object belongs to. */
export interface ServiceFacts {
  /** Its id in policy; unmapped, the ref of the repository or object itself. */
  readonly service: string;
  readonly team: string | null;
}

/**
 * The service that a repository is built into (`controls.md`, Terms: Service). A repository whose paths belong to several
 * services, where nobody says which one a deployment is of, stays the repository itself.
 */
export function serviceOf(repository: string, name: string | null, policy: Pick<Policy, 'services'>): ServiceFacts {
  const whole: string[] = [];
  const partly: string[] = [];
  for (const [id, { repositories, objects }] of Object.entries(policy.services)) {
    if (repositories.includes(name ?? '') || objects.includes(repository)) whole.push(id);
    else if (repositories.some((each) => typeof each === 'object' && each.repository === name)) partly.push(id);
  }
  const found = whole[0] ?? (partly.length === 1 ? partly[0] : undefined);
  if (found === undefined) return { service: repository, team: null };
  return { service: found, team: policy.services[found]?.team ?? null };
}
