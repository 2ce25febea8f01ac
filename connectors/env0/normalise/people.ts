import { account, type AccountMark, accountObserved, type Draft } from '#contract';
import type { Deployment, User } from '../wire.js';

/** Never by name or address: `user_id` is `google-oauth2|1105…`, `auth0|…`, of an API key its own. */
export function accountOf(user: User): AccountMark {
  const isService = user.app_metadata?.isApiKey === true || user.app_metadata?.isSystemUser === true;
  return account(user.user_id, isService ? 'SERVICE' : 'PERSON', user.name ?? undefined);
}

/** An account of which only the id is told; it is taken from those of whom more is told, where it is one of them. */
export function accountById(id: string, { startedByUser, reviewersUsers }: Deployment): AccountMark {
  const users = [startedByUser, ...(reviewersUsers ?? []).map(({ user }) => user)];
  const known = users.find((user) => user?.user_id === id);
  return known ? accountOf(known) : account(id, 'PERSON');
}

/** Digests of the addresses under which people are known at env zero. It does not say that it verified them. */
export function addressesIn({ startedByUser, reviewersUsers }: Deployment): readonly Draft[] {
  const users = [startedByUser, ...(reviewersUsers ?? []).map(({ user }) => user)].filter((user) => user !== null);
  const known = new Map(users.map((user) => [`${user.user_id} ${user.email?.trim().toLowerCase() ?? ''}`, user]));
  return [...known.values()].flatMap((user) => (user.email?.trim() ? [accountObserved(accountOf(user), user.email, false)] : []));
}
