import { account, type AccountMark } from '#contract';

interface Somebody {
  readonly id?: string | null | undefined;
  readonly login: string;
  readonly kind: string | undefined;
}

/** An account as REST and webhooks write it. */
export interface RestUser {
  readonly id: string;
  readonly login: string;
  readonly type?: string | undefined;
}

/** An account as GraphQL writes it: an actor with its type, or a git author's user without. */
export interface GraphqlUser {
  readonly databaseId?: string | null | undefined;
  readonly login: string;
  readonly __typename?: string;
}

/**
 * Null where GitHub names nobody. The `ghost` that REST shows for a deleted account is null in GraphQL, and a
 * Mannequin (an imported author) has an id in REST only: both are nobody at either door.
 */
function known({ id, login, kind }: Somebody): AccountMark | null {
  if (!id || login === 'ghost' || kind === 'Mannequin') return null;
  return account(id, isPerson(login, kind) ? 'PERSON' : 'SERVICE', login);
}

// `web-flow` is a plain User and commits whatever is merged in the browser; an Organization types nothing itself.
function isPerson(login: string, kind: string | undefined): boolean {
  if (login === 'web-flow' || login.endsWith('[bot]')) return false;
  return kind === undefined || kind === 'User';
}

export function restAccount(user: RestUser | null | undefined): AccountMark | null {
  return user ? known({ id: user.id, login: user.login, kind: user.type }) : null;
}

export function graphqlAccount(user: GraphqlUser | null | undefined): AccountMark | null {
  return user ? known({ id: user.databaseId, login: user.login, kind: user.__typename }) : null;
}
