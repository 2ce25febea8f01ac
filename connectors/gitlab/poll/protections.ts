import { type Json, type Page, type RawRecord } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { headsOf } from './commits.js';
import { picked } from './deployments.js';
import { asked, cursorAs, type Item, lastPage, MAINTAINER, page, type Pass, pathOf, recordOf, whole } from './pass.js';
import { complete, denied } from './project.js';
import { isGone, isHidden } from './refusal.js';

/** What was read of each branch, as JSON: GitLab dates no setting, so only a difference is a record. */
const cursorShape = z.object({ seen: z.record(z.string(), z.object({ found: z.string(), nth: z.int() })) });
type Seen = z.output<typeof cursorShape>['seen'];

/** The protection of the branches whose commits are read, and what a merge into them takes. */
export async function* readProtections(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { seen } = cursorAs(cursorShape, cursor, { seen: {} });
  try {
    const all = await whole(pass, '/protected_branches', {}, asked(pass, 'protected branches', MAINTAINER));
    const approvals = await ofPremium(pass, '/approvals', async (about) => {
      const { data } = await pass.client.get(pathOf(pass, '/approvals'), {}, about);
      return picked(expect(z.json(), data, about), APPROVALS);
    });
    const rules = await ofPremium(pass, '/approval_rules', (about) => whole(pass, '/approval_rules', {}, about));
    const now: Seen = {};
    const records: RawRecord[] = [];
    for (const { name } of await headsOf(pass)) {
      const found = foundOf(pass, name, { all, approvals, rules });
      const before = seen[name];
      const written = JSON.stringify(found);
      const nth = (before?.nth ?? 0) + (before?.found === written ? 0 : 1);
      now[name] = { found: written, nth };
      if (before?.found !== written) {
        records.push(recordOf(pass, 'protection', `protection:${pass.project.id}:${name}`, { branch: name, nth, ...found }));
      }
    }
    yield page(records, { seen: now });
    yield lastPage({ seen: now }, complete(pass.project, pass.client.startedAt(), ['protections']));
  } catch (error) {
    if (!isHidden(error)) throw error;
    yield lastPage(cursor, [denied(pass.project, 'protections', error.message)]);
  }
}

const APPROVALS = [
  ...['reset_approvals_on_push', 'merge_requests_author_approval', 'merge_requests_disable_committers_approval'],
  'disable_overriding_approvers_per_merge_request',
];

/** Null: this edition does not have it. */
export async function ofPremium<T>(pass: Pass, what: string, ask: (about: ReturnType<typeof asked>) => Promise<T>): Promise<T | null> {
  try {
    return await ask(asked(pass, what.slice(1).replace('_', ' '), MAINTAINER));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

interface Found {
  readonly all: readonly Item[];
  readonly approvals: Json;
  readonly rules: readonly Item[] | null;
}

function foundOf({ project }: Pass, branch: string, { all, approvals, rules }: Found): { readonly [key: string]: Json } {
  const own = fitting(all, branch);
  return {
    protectedBranches: protectionOf(all, branch),
    approvals,
    rules: rules?.filter((rule) => holdsFor(rule, own)).map((rule) => picked(rule, ['id', 'rule_type', 'approvals_required'])) ?? null,
    settings: project.settings,
  };
}

function fitting(all: readonly Item[], branch: string): readonly Item[] {
  return all.filter(({ name }) => fits(String(name), branch));
}

/** Those whose name or pattern fits the branch, as far as they are read. */
export function protectionOf(all: readonly Item[], branch: string): readonly { readonly [key: string]: Json }[] {
  return fitting(all, branch).map((one) => ({
    ...picked(one, ['name', 'allow_force_push', 'code_owner_approval_required']),
    push_access_levels: levelsOf(one['push_access_levels']),
    merge_access_levels: levelsOf(one['merge_access_levels']),
  }));
}

export function levelsOf(levels: Json | undefined): Json {
  if (!Array.isArray(levels)) return [];
  return (levels as readonly Json[]).map((level) => picked(level, ['access_level', 'user_id', 'group_id', 'deploy_key_id']));
}

/** `*` stands for any letters, those of `/` too (docs.gitlab.com, Protected branches: wildcard rules). */
function fits(pattern: string, branch: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(branch);
}

/** A rule without branches holds for all of them. */
function holdsFor({ protected_branches: named }: Item, own: readonly Item[]): boolean {
  const names = Array.isArray(named) ? (named as readonly { readonly name?: Json }[]).map(({ name }) => name) : [];
  return names.length === 0 || own.some(({ name }) => names.includes(name));
}
