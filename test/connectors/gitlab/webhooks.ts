import type { Deployment, Incident, Job, MergeRequest, Note, Pipeline, Project, Push, User } from './stand-in.js';

/** As webhooks write times: `2026-01-01 00:00:09 UTC`. */
export const spaced = (at: string | null) => at && `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;

const NO_COMMIT = '0'.repeat(40);

const userOf = ({ id, username }: User) => ({ id, name: username, username, avatar_url: null, email: '[REDACTED]' });

const projectOf = ({ id, path, namespace, defaultBranch }: Project) => ({
  id,
  name: path.split('/').at(-1),
  description: '',
  web_url: `https://gitlab.acme.test/${path}`,
  namespace: namespace.path,
  visibility_level: 0,
  path_with_namespace: path,
  default_branch: defaultBranch,
});

export function pushPayload(project: Project, { author, ref, from, to, type }: Push, peeled = to) {
  const kind = type === 'tag' ? 'tag_push' : 'push';
  return {
    object_kind: kind,
    event_name: kind,
    before: from ?? NO_COMMIT,
    after: to ?? NO_COMMIT,
    ref: `refs/${type === 'tag' ? 'tags' : 'heads'}/${ref ?? ''}`,
    checkout_sha: peeled,
    user_id: author.id,
    user_username: author.username,
    project_id: project.id,
    project: projectOf(project),
    commits: to === null ? [] : [{ id: to, message: 'words', title: 'words', added: [], modified: ['src/pay.ts'], removed: [] }],
    total_commits_count: 1,
  };
}

export interface Told {
  readonly action: string;
  readonly by: User;
  readonly oldrev?: string;
  readonly changes?: object;
}

export function mergeRequestPayload(project: Project, one: MergeRequest, { action, by, oldrev, changes = {} }: Told) {
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: userOf(by),
    project: projectOf(project),
    object_attributes: {
      id: one.id,
      iid: one.iid,
      author_id: one.author.id,
      title: one.title,
      description: one.description ?? '',
      state: one.state,
      created_at: spaced(one.createdAt),
      updated_at: spaced(one.updatedAt),
      source_branch: one.source,
      target_branch: one.target,
      source_project_id: project.id,
      target_project_id: project.id,
      merge_commit_sha: one.mergeCommit,
      merge_user_id: one.mergeUser?.id ?? null,
      last_commit: one.sha === null ? null : { id: one.sha, message: 'words', author: { name: 'Ana', email: 'ana@acme.test' } },
      action,
      ...(oldrev === undefined ? {} : { oldrev }),
    },
    labels: [],
    changes,
  };
}

export function notePayload(project: Project, merge: MergeRequest, note: Note) {
  return {
    object_kind: 'note',
    event_type: 'note',
    user: userOf(note.author),
    project_id: project.id,
    project: projectOf(project),
    object_attributes: {
      ...{ id: note.id, note: note.body, noteable_type: 'MergeRequest', noteable_id: merge.id, author_id: note.author.id },
      ...{ created_at: spaced(note.at), updated_at: spaced(note.at), system: note.system, action: 'create' },
    },
    merge_request: { id: merge.id, iid: merge.iid, title: merge.title, target_project_id: project.id },
  };
}

export function pipelinePayload(project: Project, one: Pipeline) {
  return {
    object_kind: 'pipeline',
    object_attributes: {
      ...{ id: one.id, iid: one.id, name: null, ref: one.ref, tag: false, sha: one.sha, source: one.source, status: one.status },
      ...{ stages: ['test'], created_at: spaced(one.createdAt), finished_at: spaced(one.finishedAt), duration: 60 },
    },
    merge_request: null,
    user: userOf(one.user),
    project: projectOf(project),
    builds: [],
  };
}

export function jobPayload(project: Project, one: Pipeline, job: Job) {
  return {
    object_kind: 'build',
    ref: one.ref,
    tag: false,
    sha: one.sha,
    build_id: job.id,
    build_name: job.name,
    build_stage: 'test',
    build_status: job.status,
    build_created_at: spaced(one.createdAt),
    build_started_at: spaced(job.startedAt),
    build_finished_at: spaced(job.finishedAt),
    build_allow_failure: job.allowFailure,
    pipeline_id: one.id,
    project_id: project.id,
    project_name: 'Acme / pay',
    user: userOf(one.user),
    // Here `id` is the pipeline's, and no commit's.
    commit: { id: one.id, sha: one.sha, status: one.status },
    project: projectOf(project),
  };
}

export function deploymentPayload(project: Project, one: Deployment, status: string, at: string) {
  return {
    object_kind: 'deployment',
    status,
    // In the zone of the instance.
    status_changed_at: `${new Date(Date.parse(at) + 7_200_000).toISOString().slice(0, 19).replace('T', ' ')} +0200`,
    deployment_id: one.id,
    deployable_id: one.job?.id ?? null,
    deployable_url: null,
    environment: one.environment,
    environment_tier: 'production',
    environment_slug: one.environment,
    project: projectOf(project),
    short_sha: one.sha.slice(0, 8),
    user: userOf(one.user),
    commit_url: `https://gitlab.acme.test/${project.path}/-/commit/${one.sha}`,
    ref: one.ref,
  };
}

export function releasePayload(project: Project, { tag, name, at }: Project['releases'][number], action = 'create') {
  return {
    object_kind: 'release',
    id: 1,
    created_at: spaced(at),
    released_at: spaced(at),
    name,
    tag,
    description: '',
    project: projectOf(project),
    action,
    commit: { id: NO_COMMIT, message: 'words' },
  };
}

export function issuePayload(project: Project, one: Incident, action: string) {
  return {
    object_kind: 'issue',
    event_type: one.type,
    user: userOf(one.author),
    project: projectOf(project),
    object_attributes: {
      ...{ id: one.id, iid: one.iid, title: one.title, author_id: one.author.id, state: 'opened', severity: 'unknown', action },
      ...{
        created_at: spaced(one.createdAt),
        updated_at: spaced(one.updatedAt),
        closed_at: spaced(one.closedAt),
        type: one.type === 'incident' ? 'Incident' : 'Issue',
      },
    },
    changes: {},
  };
}
