import type { Policy } from '#contract';
import { placeOf } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';

/** A deployment that somebody has in mind. */
export interface Intended {
  readonly service: string;
  /** As policy or the tool calls it. */
  readonly environment: string;
  /** A full commit id. */
  readonly revision: string;
}

/** Where it would be told of, and of which code. */
export interface Where {
  readonly source: string;
  readonly repository: string;
  /** As the tool calls it. */
  readonly environment: string;
  readonly productionMark: boolean | null;
}

interface Seen extends Where {
  readonly service: string;
}

/** Where a deployment would be told of, by those of the service before it, else by policy; a sentence where that is not known. */
export async function whereOf(tx: Transaction, { service, environment, revision }: Intended, policy: Policy): Promise<Where | string> {
  const seen = await deployedOf(tx, service);
  const [repositories, isElsewhere] = await together([repositoriesOf(tx, service, seen, policy), isDeployedTo(tx, environment)]);
  if (repositories.length === 0) {
    return Object.hasOwn(policy.services, service)
      ? `No repository of the service "${service}" was read yet. \`sources\` tells how far each is.`
      : `There is no service "${service}": neither the policy in force nor a deployment names it. \`services\` lists them.`;
  }
  const there = seen.filter((one) => one.environment === environment || placeOf(one.environment, policy).environment === environment);
  const name = there[0]?.environment ?? nameOf(environment, policy) ?? (isElsewhere ? environment : null);
  if (name === null) {
    return `There is no environment "${environment}": neither the policy in force nor a deployment names it. \`environments\` lists them.`;
  }
  const [holder] = await tx<{ repository: string }[]>`
    select repository from code_commit
    where sha = ${revision} and repository = any(${repositories as string[]})
    order by array_position(${repositories as string[]}::text[], repository)
    limit 1`;
  if (!holder) {
    return `No commit ${revision} was read in the code of "${service}". One that was pushed just now is read with the next poll: ask again in a minute.`;
  }
  const { repository } = holder;
  const before = there.find((one) => one.repository === repository) ?? there[0];
  const source = before?.source ?? repository.split(':')[1] ?? '';
  return { source, repository, environment: before?.environment ?? name, productionMark: before?.productionMark ?? null };
}

/** To each environment the last deployment of each repository of the service, the newest first. */
async function deployedOf(tx: Transaction, service: string): Promise<readonly Seen[]> {
  return tx<Seen[]>`
    select service, source, repository, environment, "productionMark"
    from (
      select distinct on (r.environment, d.source, coalesce(b.repository, d.repository)) r.service, d.source,
        coalesce(b.repository, d.repository) as repository, r.environment, d.production_mark as "productionMark", r.start_from
      from deployment_range r
      join deployment d on d.deployment = r.deployment
      left join deployment_build b on b.deployment = d.deployment and b.recorded_to is null
      where r.service = ${service} and r.recorded_to is null and r.start_from is not null and d.repository is not null
      order by r.environment, d.source, coalesce(b.repository, d.repository), r.start_from desc
    ) last
    order by start_from desc, environment, source, repository`;
}

async function isDeployedTo(tx: Transaction, environment: string): Promise<boolean> {
  const rows = await tx`select from deployment_range where environment = ${environment} and recorded_to is null limit 1`;
  return rows.length > 0;
}

/** Those that were deployed, the last first; then those that policy names, and the service itself where it is one. */
async function repositoriesOf(tx: Transaction, service: string, seen: readonly Seen[], policy: Policy): Promise<readonly string[]> {
  const { repositories = [], objects = [] } = Object.hasOwn(policy.services, service) ? policy.services[service]! : {};
  const names = repositories.map((one) => (typeof one === 'string' ? one : one.repository));
  const rows = await tx<{ repository: string }[]>`
    select repository from repository
    where name = any(${names}) or repository = any(${[...objects, service]}::text[])
    order by repository`;
  return [...new Set([...seen, ...rows].map(({ repository }) => repository))];
}

/** A tool's name of the environment that policy calls so. */
function nameOf(environment: string, { environments }: Policy): string | null {
  if (Object.hasOwn(environments, environment)) return environment;
  return Object.entries(environments).find(([, place]) => place.environment === environment)?.[0] ?? null;
}
