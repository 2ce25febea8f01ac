import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Addresses } from '../addresses.js';
import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Repository } from '../world.js';
import { fullName } from '../world.js';
import { accountObject } from './account.js';

type FullRepository = RestEndpointMethodTypes['repos']['get']['response']['data'];

// Address templates that every repository object bears: field → what follows the repository's own address.
const TEMPLATES = {
  forks_url: '/forks',
  keys_url: '/keys{/key_id}',
  collaborators_url: '/collaborators{/collaborator}',
  teams_url: '/teams',
  hooks_url: '/hooks',
  issue_events_url: '/issues/events{/number}',
  events_url: '/events',
  assignees_url: '/assignees{/user}',
  branches_url: '/branches{/branch}',
  tags_url: '/tags',
  blobs_url: '/git/blobs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  git_refs_url: '/git/refs{/sha}',
  trees_url: '/git/trees{/sha}',
  statuses_url: '/statuses/{sha}',
  languages_url: '/languages',
  stargazers_url: '/stargazers',
  contributors_url: '/contributors',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  commits_url: '/commits{/sha}',
  git_commits_url: '/git/commits{/sha}',
  comments_url: '/comments{/number}',
  issue_comment_url: '/issues/comments{/number}',
  contents_url: '/contents/{+path}',
  compare_url: '/compare/{base}...{head}',
  merges_url: '/merges',
  archive_url: '/{archive_format}{/ref}',
  downloads_url: '/downloads',
  issues_url: '/issues{/number}',
  pulls_url: '/pulls{/number}',
  milestones_url: '/milestones{/number}',
  labels_url: '/labels{/name}',
  notifications_url: '/notifications{?since,all,participating}',
  releases_url: '/releases{/id}',
  deployments_url: '/deployments',
} as const;

type Templates = { [Field in keyof typeof TEMPLATES]: string };

function templates(api: string): Templates {
  return Object.fromEntries(Object.entries(TEMPLATES).map(([field, tail]) => [field, `${api}${tail}`])) as Templates;
}

/** GitHub's repository object, in REST and (with `webhookRepository`) in webhooks. */
export function repositoryObject(addresses: Addresses, repository: Repository): FullRepository {
  const html = htmlOf(addresses, repository);
  const openIssues = repository.pulls.filter(({ state }) => state === 'OPEN').length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: false,
    owner: accountObject(addresses, repository.owner),
    html_url: html,
    description: null,
    fork: false,
    url: apiOf(addresses, repository),
    ...templates(apiOf(addresses, repository)),
    created_at: repository.createdAt,
    updated_at: repository.pushedAt,
    pushed_at: repository.pushedAt,
    git_url: `git://github.com/${fullName(repository)}.git`,
    ssh_url: `git@github.com:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    archived: false,
    disabled: false,
    open_issues_count: openIssues,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: 'public',
    custom_properties: {},
    forks: 0,
    open_issues: openIssues,
    watchers: 0,
    default_branch: repository.defaultBranch,
    network_count: 0,
    subscribers_count: 0,
  };
}

/** As webhooks bear it: `push` has times in epoch seconds and names the default branch a second time. */
export function webhookRepository(addresses: Addresses, repository: Repository, event: string): Record<string, unknown> {
  const { network_count: _network, subscribers_count: _subscribers, ...shared } = repositoryObject(addresses, repository);
  if (event !== 'push') return shared;
  const seconds = (time: string): number => Date.parse(time) / 1000;
  return {
    ...shared,
    owner: { name: repository.owner.login, email: null, ...shared.owner },
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt),
    stargazers: 0,
    master_branch: repository.defaultBranch,
  };
}
