import type { INFRASTRUCTURE, Policy } from '#contract';
import type { Sql } from '../db/pool.js';
import { asOfColumn } from './as-of.js';
import { pageById } from './in-memory.js';
import type { Page, PageInput } from './page.js';

export type Infrastructure = (typeof INFRASTRUCTURE)[number];

/** What is deployed: a service of the policy in force, or a repository or object that policy maps to none and that was deployed. */
export interface ServiceRow {
  /** Its id in policy; unmapped, the ref of the repository or object itself. */
  readonly id: string;
  readonly mapped: boolean;
  readonly name: string | null;
  readonly team: string | null;
  readonly application: string | null;
  readonly infrastructure: Infrastructure;
  readonly repositories: readonly RepositoryOfService[];
  readonly objects: readonly string[];
  /** How many deployments of it are known, to whatever environment. */
  readonly deploymentCount: number;
  /** The parts of the policy's scope that name it. */
  readonly scope: readonly ScopeOfService[];
}
/** Since when and until when it is under control, and where its evidence must come from. */
export interface ScopeOfService {
  readonly owner: string | null;
  /** Days. */
  readonly from: string | null;
  readonly to: string | null;
  /** Null: any. */
  readonly sources: readonly string[] | null;
  /** Those of `sources` of which nothing was read. */
  readonly unread: readonly string[];
}
export interface RepositoryOfService {
  /** `owner/name`. */
  readonly repository: string;
  /** Empty: all of it. */
  readonly paths: readonly string[];
}

/** All that is given must hold. */
export interface ServiceFilter {
  readonly team?: string | null;
  readonly application?: string | null;
  readonly infrastructure?: Infrastructure | null;
  /** `owner/name`. */
  readonly repository?: string | null;
  readonly mapped?: boolean | null;
}

/** Services by id: those of the policy in force, and whatever else was deployed. */
export async function services(sql: Sql, filter: ServiceFilter, input: PageInput): Promise<Page<ServiceRow>> {
  const { asOf, all } = await allServices(sql);
  const matching = all.filter((row) => isWanted(row, filter));
  return pageById('services', matching, ({ id }) => id, { ...input, asOf });
}

function isWanted(row: ServiceRow, { team, application, infrastructure, repository, mapped }: ServiceFilter): boolean {
  return (
    (!team || row.team === team) &&
    (!application || row.application === application) &&
    (!infrastructure || row.infrastructure === infrastructure) &&
    (!repository || row.repositories.some((one) => one.repository === repository)) &&
    (mapped === undefined || mapped === null || row.mapped === mapped)
  );
}

export interface AllServices {
  readonly asOf: number;
  readonly all: readonly ServiceRow[];
  readonly teams: Policy['teams'];
}

interface Known {
  readonly as_of: number;
  readonly policy: Pick<Policy, 'services' | 'teams' | 'scope'> | null;
  readonly read: readonly string[];
  readonly deployed: readonly { readonly service: string; readonly name: string | null; readonly count: number }[];
}

/** Policy names some hundreds of services: one statement reads them all. */
export async function allServices(sql: Sql): Promise<AllServices> {
  const [known] = await sql<Known[]>`
    select ${asOfColumn(sql)},
      (select content from policy_version order by seq desc limit 1) as policy,
      (select coalesce(json_agg(distinct source), '[]') from coverage) as read,
      (select coalesce(json_agg(d), '[]') from (
        select r.service, max(n.name) as name, count(*)::int as count
        from deployment_range r
        left join repository n on n.repository = r.service
        where r.recorded_to is null
        group by r.service
      ) d) as deployed`;
  if (!known) return { asOf: -1, all: [], teams: {} };
  const said = known.policy?.services ?? {};
  const counts = new Map(known.deployed.map(({ service, count }) => [service, count]));
  const mapped = Object.entries(said).map(([id, service]) => mappedOf(id, service, counts.get(id) ?? 0));
  const others = known.deployed.filter(({ service }) => !Object.hasOwn(said, service)).map(unmappedOf);
  const all = [...mapped, ...others].map((row) => ({ ...row, scope: scopeOf(row.id, known) }));
  return { asOf: Number(known.as_of), all, teams: known.policy?.teams ?? {} };
}

function scopeOf(id: string, { policy, read }: Known): readonly ScopeOfService[] {
  const parts = policy?.scope?.filter(({ services }) => services.includes(id)) ?? [];
  return parts.map(({ owner = null, from = null, to = null, sources = null }) => ({
    ...{ owner, from, to, sources },
    unread: (sources ?? []).filter((source) => !read.includes(source)),
  }));
}

type Unscoped = Omit<ServiceRow, 'scope'>;

function mappedOf(id: string, service: Policy['services'][string], deploymentCount: number): Unscoped {
  const { name = null, team = null, application = null, infrastructure, repositories, objects } = service;
  const whole = repositories.map((one) => (typeof one === 'string' ? { repository: one, paths: [] } : one));
  return { id, mapped: true, name, team, application, infrastructure, repositories: whole, objects, deploymentCount };
}

function unmappedOf({ service, name, count }: Known['deployed'][number]): Unscoped {
  const repositories = name === null ? [] : [{ repository: name, paths: [] }];
  const nothing = { team: null, application: null, infrastructure: 'UNKNOWN' as const, objects: [] };
  return { id: service, mapped: false, name, repositories, ...nothing, deploymentCount: count };
}
