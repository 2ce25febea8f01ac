import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { withoutNames } from './bare.js';
import { expect } from './client.js';
import { wholeList } from './listed.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { complete, denied } from './repository.js';
import { isDenied } from './revision-checks.js';

export const ENVIRONMENTS_PERMISSION = 'Actions: read';

/** What was read of each environment, as JSON: GitHub dates no setting, so only a difference is a record. */
const cursorShape = z.object({ seen: z.record(z.string(), z.object({ found: z.string(), nth: z.int() })) });
type Seen = z.output<typeof cursorShape>['seen'];

const environmentShape = z.object({
  id,
  name: z.string(),
  can_admins_bypass: z.custom<Json>().optional(),
  protection_rules: z.array(z.looseObject({ type: z.string(), reviewers: z.array(z.custom<Json>()).nullish() })).nullish(),
  deployment_branch_policy: z.object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() }).nullish(),
});
type Environment = z.output<typeof environmentShape>;

/** The environments with what guards them: reviewers, timers, branches, apps that are asked. */
export async function* readEnvironments(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { seen } = cursorAs(cursorShape, cursor, { seen: {} });
  try {
    const now: Seen = {};
    const records: RawRecord[] = [];
    for (const environment of await environmentsOf(pass)) {
      const found = await guardsOf(pass, environment);
      const written = withoutNames(found);
      const before = seen[environment.id];
      const isNews = before?.found !== written;
      const nth = (before?.nth ?? 0) + (isNews ? 1 : 0);
      now[environment.id] = { found: written, nth };
      if (isNews) records.push(recordOf(pass, environment, { nth, ...found }));
    }
    yield page(records, { seen: { ...seen, ...now } });
    yield lastPage({ seen: { ...seen, ...now } }, complete(pass.repository, pass.client, ['environments']));
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'environments', error.message)]);
  }
}

const LIST = { things: 'environments', permission: ENVIRONMENTS_PERMISSION };

async function environmentsOf(pass: Pass): Promise<readonly Environment[]> {
  const list = { ...LIST, route: '/repos/{owner}/{repo}/environments', under: 'environments' };
  return expect(z.array(environmentShape), (await wholeList(pass, list)) as Json, asked(pass, LIST.things, LIST.permission));
}

/** Lists of branches and apps are asked for only where there can be any. */
async function guardsOf(pass: Pass, { name, ...environment }: Environment) {
  const route = '/repos/{owner}/{repo}/environments/{environment_name}';
  const of = { environment_name: name };
  const isNamed = environment.deployment_branch_policy?.custom_branch_policies === true;
  const policies = { ...LIST, route: `${route}/deployment-branch-policies`, under: 'branch_policies' };
  const rules = {
    ...LIST,
    route: `${route}/deployment_protection_rules`,
    under: 'custom_deployment_protection_rules',
    whole: true as const,
  };
  return {
    environment: { ...environment, name, protection_rules: (environment.protection_rules ?? []).map(short) } as unknown as Json,
    branches: isNamed ? (await wholeList(pass, policies, of)).map((one) => pick(one, ['name', 'type'])) : null,
    apps: (await wholeList(pass, rules, of)).map((one) => pick(one, ['enabled', 'app'])),
  };
}

/** Of a reviewer who he is: of an account and a team everything else changes without the environment doing so. */
function short(rule: NonNullable<Environment['protection_rules']>[number]): Json {
  const reviewers = (rule.reviewers ?? []).map((one) => pick(one, ['type', 'reviewer']));
  const { type, wait_timer: timer, prevent_self_review: prevented } = rule as { readonly [key: string]: Json };
  return { type: type ?? null, wait_timer: timer ?? null, prevent_self_review: prevented ?? null, reviewers };
}

const KEPT = ['id', 'login', 'slug', 'type'];

function pick(value: Json, names: readonly string[]): Json {
  const entries = Object.entries(value as { readonly [key: string]: Json }).filter(([name]) => names.includes(name));
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, typeof inner === 'object' && inner !== null ? pick(inner, KEPT) : inner]),
  );
}

function recordOf(pass: Pass, environment: Environment, found: { readonly nth: number } & { readonly [key: string]: Json }): RawRecord {
  const payload = { repository: placeOf(pass).rest, ...found } as unknown as Json;
  return { kind: 'rest.environment', key: `environment:${environment.id}`, payload };
}
