import { account, type AccountMark } from '#contract';
import type { User } from '../wire.js';

/** Not rows of `sys_user`, but what scripts and workflows run as. */
const MACHINES: ReadonlySet<string> = new Set(['system', 'guest']);

/** The people whom a record names, by the sys_id of their user; where users may not be read, by the user name. */
export class People {
  readonly #byId: ReadonlyMap<string, User>;
  readonly #byName: ReadonlyMap<string, User>;

  constructor(users: readonly User[]) {
    this.#byId = new Map(users.map((user) => [user.sys_id, user]));
    this.#byName = new Map(users.flatMap((user) => (user.user_name ? [[user.user_name, user] as const] : [])));
  }

  byId(id: string | null | undefined, shown?: string | null): AccountMark | null {
    if (!id) return null;
    const user = this.#byId.get(id);
    return user ? markOf(user) : account(id, 'PERSON', shown ?? undefined);
  }

  /** A user name is no id: it is taken where there is nothing else. */
  byName(name: string | null | undefined): AccountMark | null {
    if (!name) return null;
    const user = this.#byName.get(name);
    return user ? markOf(user) : account(name, MACHINES.has(name) ? 'SERVICE' : 'PERSON', name);
  }
}

function markOf({ sys_id, user_name, name, web_service_access_only, internal_integration_user }: User): AccountMark {
  const isService = MACHINES.has(user_name ?? '') || [web_service_access_only, internal_integration_user].some((mark) => isYes(mark));
  return account(sys_id, isService ? 'SERVICE' : 'PERSON', name ?? user_name ?? undefined);
}

function isYes(mark: string | null | undefined): boolean {
  return mark === 'true' || mark === '1';
}
