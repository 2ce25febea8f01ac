import type {
  Commit,
  Deployment,
  Granted,
  Incident,
  Job,
  Member,
  MergeRequest,
  Note,
  Pipeline,
  Project,
  Protection,
  Push,
  User,
} from './world.js';

export const person = (user: User | null) =>
  user && { id: user.id, username: user.username, name: user.username, state: 'active', locked: false, avatar_url: null, web_url: '' };

export const projectObject = (one: Project) => ({
  id: one.id,
  name: one.path.split('/').at(-1),
  path_with_namespace: one.path,
  default_branch: one.defaultBranch,
  star_count: 3,
  namespace: { id: one.namespace.id, kind: 'group', full_path: one.namespace.path, name: one.namespace.path },
  only_allow_merge_if_pipeline_succeeds: one.pipelineMustSucceed,
  only_allow_merge_if_all_discussions_are_resolved: false,
  merge_method: 'merge',
});

export const commitObject = (one: Commit) => ({
  id: one.sha,
  short_id: one.sha.slice(0, 8),
  created_at: one.at,
  parent_ids: one.parents,
  title: one.message.split('\n')[0],
  message: one.message,
  author_name: one.author?.username ?? 'somebody',
  author_email: `${one.author?.username ?? 'somebody'}@acme.test`,
  authored_date: one.at,
  committer_name: one.author?.username ?? 'somebody',
  committer_email: `${one.author?.username ?? 'somebody'}@acme.test`,
  committed_date: one.at,
  trailers: {},
});

export const noteObject = (one: Note) => ({
  id: one.id,
  type: null,
  body: one.body,
  author: person(one.author),
  created_at: one.at,
  updated_at: one.at,
  system: one.system,
  noteable_type: 'MergeRequest',
  resolvable: false,
});

export const mergeRequestObject = (one: MergeRequest) => ({
  id: one.id,
  iid: one.iid,
  title: one.title,
  description: one.description,
  state: one.state,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
  merged_by: person(one.mergeUser),
  merge_user: person(one.mergeUser),
  merged_at: one.mergedAt,
  closed_by: null,
  closed_at: one.closedAt,
  target_branch: one.target,
  source_branch: one.source,
  upvotes: 0,
  author: person(one.author),
  sha: one.sha,
  merge_commit_sha: one.mergeCommit,
  squash_commit_sha: one.squashCommit,
  detailed_merge_status: 'mergeable',
});

export const pushObject = (one: Push) => ({
  id: one.id,
  action_name: 'pushed to',
  created_at: one.at,
  author: person(one.author),
  push_data: {
    commit_count: 1,
    action: one.ref === null ? 'pushed' : one.from === null ? 'created' : one.to === null ? 'removed' : 'pushed',
    ref_type: one.type,
    commit_from: one.from,
    commit_to: one.to,
    ref: one.ref,
    commit_title: null,
    ref_count: one.ref === null ? 7 : null,
  },
});

export function deploymentObject(one: Deployment, project: Project, isWhole: boolean) {
  const isPremium = project.approvals !== null;
  return {
    id: one.id,
    iid: one.iid,
    ref: one.ref,
    sha: one.sha,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    user: person(one.user),
    environment: { id: 9, name: one.environment, slug: one.environment, external_url: null, tier: 'production' },
    deployable: one.job && {
      ...{
        id: one.job.id,
        name: 'deploy',
        stage: 'deploy',
        status: one.status,
        started_at: one.job.startedAt,
        finished_at: one.job.finishedAt,
      },
      ...{ user: person(one.user), pipeline: { id: one.job.pipeline, sha: one.sha } },
    },
    status: one.status,
    ...(isPremium ? { pending_approval_count: one.pending } : {}),
    ...(isPremium && isWhole
      ? { approvals: one.approvals.map(({ user, status, at, comment }) => ({ user: person(user), status, created_at: at, comment })) }
      : {}),
  };
}

export const pipelineObject = (one: Pipeline, isWhole: boolean) => ({
  ...{ id: one.id, iid: one.id, sha: one.sha, ref: one.ref, status: one.status, source: one.source },
  ...{ created_at: one.createdAt, updated_at: one.updatedAt, name: null },
  ...(isWhole ? { user: person(one.user), started_at: one.startedAt, finished_at: one.finishedAt, before_sha: '0'.repeat(40) } : {}),
});

export const jobObject = (one: Job, pipeline: Pipeline) => ({
  ...{ id: one.id, name: one.name, stage: 'test', status: one.status, allow_failure: one.allowFailure, ref: pipeline.ref },
  ...{ created_at: pipeline.createdAt, started_at: one.startedAt, finished_at: one.finishedAt, user: person(pipeline.user) },
  commit: { id: pipeline.sha },
  pipeline: { id: pipeline.id, sha: pipeline.sha, status: pipeline.status },
});

export const incidentObject = (one: Incident) => ({
  ...{ id: one.id, iid: one.iid, title: one.title, description: '', state: one.closedAt ? 'closed' : 'opened', severity: 'UNKNOWN' },
  ...{ created_at: one.createdAt, updated_at: one.updatedAt, closed_at: one.closedAt, closed_by: person(one.closedBy) },
  author: person(one.author),
  issue_type: one.type,
  type: one.type.toUpperCase(),
});

/** Where a person, a group or a key is named, GitLab writes the role that it has at least beside it. */
function levelObject(granted: Granted, index: number) {
  const [kind, id] = typeof granted === 'number' ? [] : granted.split(':');
  const named = { user_id: null, group_id: null, deploy_key_id: null, ...(kind === undefined ? {} : { [`${kind}_id`]: Number(id) }) };
  return { id: index + 1, access_level: kind === undefined ? granted : 40, access_level_description: '', ...named };
}

export const memberObject = (one: Member) => ({
  ...person(one),
  state: one.state ?? 'active',
  access_level: one.role,
  membership_state: 'active',
  expires_at: null,
});

export const protectedEnvironmentObject = ({ name, deploy }: NonNullable<Project['protectedEnvironments']>[number]) => ({
  name,
  deploy_access_levels: deploy.map(levelObject),
  required_approval_count: 0,
});

export const protectionObject = (one: Protection) => ({
  id: 1,
  name: one.name,
  push_access_levels: one.push.map(levelObject),
  merge_access_levels: (one.merge ?? [30]).map(levelObject),
  allow_force_push: one.forcePush,
  code_owner_approval_required: false,
});

/** Commits that `to` reaches and `from` does not, newest first. */
export function between({ commits }: Project, from: string | null, to: string): Commit[] {
  const reached = (start: string) => {
    const found = new Set<string>();
    const left = [start];
    for (let sha = left.pop(); sha !== undefined; sha = left.pop()) {
      if (found.has(sha)) continue;
      found.add(sha);
      left.push(...(commits.find((one) => one.sha === sha)?.parents ?? []));
    }
    return found;
  };
  const without = from === null ? new Set<string>() : reached(from);
  const within = reached(to);
  return commits.filter(({ sha }) => within.has(sha) && !without.has(sha)).sort((a, b) => (a.at < b.at ? 1 : -1));
}
