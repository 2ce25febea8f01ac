import type { RestEndpointMethodTypes } from '@octokit/rest';
import { nodeId } from '../addresses.js';
import type { Addresses } from '../addresses.js';
import type { Account } from '../account.js';

type SimpleUser = RestEndpointMethodTypes['repos']['get']['response']['data']['owner'];

/** GitHub's "simple user": in REST and webhooks alike. */
export function accountObject({ api, html }: Addresses, account: Account): SimpleUser {
  const url = `${api}/users/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${html}/${account.type === 'Bot' ? 'apps/' : ''}${account.login.replace(/\[bot\]$/, '')}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

export function accountOrNull(addresses: Addresses, account: Account | null): SimpleUser | null {
  return account && accountObject(addresses, account);
}
