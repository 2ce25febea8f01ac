import type { Policy } from '#contract';

/** What policy says of the service that a deployment is of. */
export interface ServiceFacts {
  /** Its id in policy; unmapped, the ref of the repository or object itself. */
  readonly service: string;
  readonly team: string | null;
  /** The paths in the repository that belong to it; null: all of it does. */
  readonly paths: readonly string[] | null;
}

/** Where a deployment goes, as its tool calls it. */
export interface ToolPlace {
  readonly source: string;
  readonly environment: string | null;
}

type Services = Pick<Policy, 'services'>;

/**
 * The service that a repository is built into (`controls.md`, Terms: Service). Where its paths belong to several, the tool's
 * environment says which one a deployment is of, if policy gives it to one (`objects: ['github-acme:environment/pay-production']`);
 * else it stays the repository itself.
 */
export function serviceOf(repository: string, name: string | null, policy: Services, at?: ToolPlace): ServiceFacts {
  const whole: string[] = [];
  const partly: string[] = [];
  for (const [id, { repositories, objects }] of Object.entries(policy.services)) {
    if (repositories.includes(name ?? '') || objects.includes(repository)) whole.push(id);
    else if (repositories.some((each) => typeof each === 'object' && each.repository === name)) partly.push(id);
  }
  const named = at === undefined ? null : serviceNamed(at, policy);
  const found = named ?? whole[0] ?? (partly.length === 1 ? partly[0] : undefined);
  if (found === undefined) return { service: repository, team: null, paths: null };
  return { service: found, team: policy.services[found]?.team ?? null, paths: pathsOf(found, name, policy) };
}

/** The service that policy gives a tool's environment to. */
function serviceNamed({ source, environment }: ToolPlace, { services }: Services): string | null {
  if (environment === null) return null;
  const object = `${source}:environment/${environment}`;
  return Object.entries(services).find(([, { objects }]) => objects.includes(object))?.[0] ?? null;
}

/** One of several that share a repository and are told apart by the tool's environment: each has an order of deployments of its own. */
export function sharingService(at: ToolPlace, policy: Services): string | null {
  const named = serviceNamed(at, policy);
  const isPart = policy.services[named ?? '']?.repositories.some((each) => typeof each === 'object') ?? false;
  return isPart ? named : null;
}

function pathsOf(service: string, repository: string | null, { services }: Services): readonly string[] | null {
  const parts = services[service]?.repositories ?? [];
  if (parts.some((each) => each === repository)) return null;
  const paths = parts.flatMap((each) => (typeof each === 'object' && each.repository === repository ? each.paths : []));
  return paths.length === 0 ? null : paths;
}

/** All paths of a service, in whatever repository. */
export function pathsOfService(service: string, { services }: Services): readonly string[] {
  return (services[service]?.repositories ?? []).flatMap((each) => (typeof each === 'object' ? each.paths : []));
}
