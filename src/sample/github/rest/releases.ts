import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Addresses } from '../addresses.js';
import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import type { Release, Repository } from '../world.js';
import { accountOrNull } from './account.js';
import type { Call } from './call.js';
import { numberedList } from './paging.js';

type Documented = RestEndpointMethodTypes['repos']['getRelease']['response']['data'];
/** As documented, but that an account nobody can name any more is null rather than made up. */
export type ReleaseObject = Omit<Documented, 'author'> & { readonly author: Documented['author'] | null };

/** GET …/releases, newest first. */
export function listReleases(call: Call): Answer {
  const all = [...call.repository.releases].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
  return numberedList(call, all, (release) => releaseObject(call.addresses, call.repository, release));
}

export function releaseObject(addresses: Addresses, repository: Repository, release: Release): ReleaseObject {
  const api = apiOf(addresses, repository);
  const url = `${api}/releases/${release.id}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${htmlOf(addresses, repository)}/releases/tag/${release.tag}`,
    id: release.id,
    author: accountOrNull(addresses, release.author),
    node_id: nodeId('Release', release.id),
    tag_name: release.tag,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.draft,
    immutable: false,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    updated_at: release.publishedAt ?? release.createdAt,
    published_at: release.publishedAt,
    assets: (release.assets ?? []).map((digest, nth) =>
      assetObject(addresses, release, { digest, url: `${url}/assets/${String(nth)}`, nth }),
    ),
    tarball_url: `${api}/tarball/${release.tag}`,
    zipball_url: `${api}/zipball/${release.tag}`,
    body: release.body,
  };
}

function assetObject(addresses: Addresses, release: Release, { digest, url, nth }: { digest: string; url: string; nth: number }) {
  return {
    url,
    browser_download_url: url,
    id: release.id * 100 + nth,
    node_id: nodeId('ReleaseAsset', release.id * 100 + nth),
    name: `asset-${String(nth)}`,
    label: null,
    state: 'uploaded' as const,
    content_type: 'application/octet-stream',
    size: 1,
    digest,
    download_count: 0,
    created_at: release.createdAt,
    updated_at: release.createdAt,
    uploader: accountOrNull(addresses, release.author),
  };
}
