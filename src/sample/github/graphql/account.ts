import type { Addresses } from '../addresses.js';
import { nodeId } from '../addresses.js';
import { signature } from '../rest/commit.js';
import type { Account } from '../account.js';

/** A bot's login has no `[bot]` at its end here, though it has one in REST and webhooks. */
export function actor(addresses: Addresses, account: Account | null): unknown {
  if (account === null) return null;
  const login = account.type === 'Bot' ? account.login.replace(/\[bot\]$/, '') : account.login;
  return accountNode(addresses, account, account.type, login);
}

function accountNode({ html }: Addresses, account: Account, typename: string, login: string): unknown {
  const resourcePath = account.type === 'Bot' ? `/apps/${login.replace(/\[bot\]$/, '')}` : `/${login}`;
  return {
    __typename: typename,
    id: nodeId(account.type, account.id),
    databaseId: account.id,
    login,
    name: login,
    url: html + resourcePath,
    resourcePath,
  };
}

/** Author or committer of a commit: `user` is null when the platform knows no account with that address. */
export function gitActor(addresses: Addresses, account: Account | null, date: string) {
  const { name, email } = signature(account);
  const user = account === null ? null : accountNode(addresses, account, 'User', account.login);
  return { date, name: name ?? null, email: email ?? null, user };
}
