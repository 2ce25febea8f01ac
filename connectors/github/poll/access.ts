import type { Json, Page } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { withoutNames } from './bare.js';
import { expect } from './client.js';
import { wholeList } from './listed.js';
import { asked, cursorAs, lastPage, type Pass, placeOf } from './pass.js';
import { complete, denied } from './repository.js';
import { isDenied } from './revision-checks.js';

export const ACCESS_PERMISSION = 'Metadata: read';
const LIST = { route: '/repos/{owner}/{repo}/collaborators', under: null, things: 'accounts with access', permission: ACCESS_PERMISSION };

const cursorShape = z.object({ found: z.string(), nth: z.int() });
const account = z.object({
  id,
  login: z.string(),
  type: z.string().optional(),
  role_name: z.string().nullish(),
  permissions: z.object({ admin: z.boolean(), push: z.boolean() }),
});

/** Who may write: directly, by a team, or as an owner. Nothing dates it, so only a difference is a record. */
export async function* readAccess(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const before = cursorAs(cursorShape, cursor, { found: '', nth: 0 });
  try {
    const accounts = await writersOf(pass);
    const found = withoutNames(accounts);
    const isNews = found !== before.found;
    const now = { found, nth: before.nth + (isNews ? 1 : 0) };
    const payload = { repository: placeOf(pass).rest, nth: now.nth, accounts: accounts as unknown as Json };
    const records = isNews ? [{ kind: 'rest.access', key: `access:${pass.repository.id}`, payload }] : [];
    yield { ...lastPage(now, complete(pass.repository, pass.client, ['access'])), records };
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'access', error.message)]);
  }
}

async function writersOf(pass: Pass) {
  const listed = expect(
    z.array(account),
    (await wholeList(pass, LIST, { permission: 'push' })) as Json,
    asked(pass, LIST.things, LIST.permission),
  );
  return listed
    .filter(({ permissions }) => permissions.push)
    .map(({ permissions, role_name: role, ...who }) => ({
      ...who,
      role_name: role ?? (permissions.admin ? 'admin' : 'write'),
      admin: permissions.admin,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
