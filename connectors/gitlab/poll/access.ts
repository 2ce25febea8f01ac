import type { Json, Page } from '#contract';
import { z } from 'zod';
import { headsOf } from './commits.js';
import { picked } from './deployments.js';
import { asked, cursorAs, GUEST, type Item, lastPage, MAINTAINER, type Pass, recordOf, whole } from './pass.js';
import { complete, denied } from './project.js';
import { levelsOf, ofPremium, protectionOf } from './protections.js';
import { isHidden } from './refusal.js';

/** What was read, as JSON without the names of people: GitLab dates no role, so only a difference is a record. */
const cursorShape = z.object({ found: z.string(), nth: z.int() });

/** Who has which role: directly, by a group above, by an invitation; with what the branches that are read and the environments take. */
export async function* readAccess(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const before = cursorAs(cursorShape, cursor, { found: '', nth: 0 });
  try {
    const members = await membersOf(pass);
    const rest = { branches: await branchesOf(pass), environments: await environmentsOf(pass) };
    const found = JSON.stringify([members.map(({ username: _, ...member }) => member), rest]);
    const isNews = found !== before.found;
    const now = { found, nth: before.nth + (isNews ? 1 : 0) };
    const record = recordOf(pass, 'access', `access:${pass.project.id}`, { nth: now.nth, members, ...rest });
    yield { ...lastPage(now, complete(pass.project, pass.client.startedAt(), ['access'])), records: isNews ? [record] : [] };
  } catch (error) {
    if (!isHidden(error)) throw error;
    yield lastPage(cursor, [denied(pass.project, 'access', error.message)]);
  }
}

/** By id: GitLab orders them by nothing that stays. */
async function membersOf(pass: Pass): Promise<readonly { readonly [name: string]: Json }[]> {
  const listed = await whole(pass, '/members/all', {}, asked(pass, 'members', GUEST));
  const members = listed.map((one) => picked(one, ['id', 'username', 'state', 'membership_state', 'access_level']) ?? {});
  return members.sort((a, b) => Number(a['id']) - Number(b['id']) || Number(a['access_level']) - Number(b['access_level']));
}

async function branchesOf(pass: Pass): Promise<readonly { readonly [name: string]: Json }[]> {
  const all = await whole(pass, '/protected_branches', {}, asked(pass, 'protected branches', MAINTAINER));
  const heads = await headsOf(pass);
  return heads.map(({ name }) => ({ branch: name, protectedBranches: protectionOf(all, name) }));
}

async function environmentsOf(pass: Pass): Promise<readonly { readonly [name: string]: Json }[] | null> {
  const all = await ofPremium(pass, '/protected_environments', (about) => whole(pass, '/protected_environments', {}, about));
  return all?.map(environmentOf).sort((a, b) => (a.name < b.name ? -1 : 1)) ?? null;
}

function environmentOf(one: Item) {
  return { name: String(one['name']), deploy_access_levels: levelsOf(one['deploy_access_levels']) };
}
