import * as objects from './objects.js';
import type { MergeRequest, Project } from './world.js';

type Row = { readonly [key: string]: unknown };

/** What GitLab answers to one path, and the parameters that it knows there. */
export interface Route {
  readonly path: RegExp;
  readonly knows: readonly string[];
  /** Undefined: not found. A function: one thing; else a list. */
  answer(project: Project, ids: readonly string[], query: URLSearchParams): Row | readonly Row[] | undefined;
}

const PAGED = ['page', 'per_page'];
const UPDATED = ['order_by', 'sort', 'updated_after', 'updated_before'];
const CREATED = ['created_after', 'created_before'];

const mergeOf = ({ mergeRequests }: Project, [iid]: readonly string[]) => mergeRequests.find((one) => String(one.iid) === iid);
const ofMerge = (
  suffix: string,
  knows: readonly string[],
  answer: (one: MergeRequest, project: Project) => Row | readonly Row[],
): Route => ({
  path: new RegExp(`^/merge_requests/(\\d+)${suffix}$`),
  knows,
  answer: (project, ids) => {
    const one = mergeOf(project, ids);
    return one && answer(one, project);
  },
});

export const ROUTES: readonly Route[] = [
  { path: /^$/, knows: [], answer: (project) => objects.projectObject(project) },
  {
    path: /^\/repository\/branches\/([^/]+)$/,
    knows: [],
    answer: ({ branches, defaultBranch }, [name = '']) => {
      const head = branches.get(name);
      return head === undefined ? undefined : { name, commit: { id: head }, default: name === defaultBranch, protected: true };
    },
  },
  {
    path: /^\/repository\/commits$/,
    knows: [...PAGED, 'ref_name'],
    answer: (project, _, query) => {
      const [to = '', from = null] = (query.get('ref_name') ?? project.defaultBranch).split('..').reverse();
      const head = project.branches.get(to) ?? to;
      if (![head, ...(from === null ? [] : [from])].every((sha) => project.commits.some((one) => one.sha === sha))) return undefined;
      return objects.between(project, from, head).map(objects.commitObject);
    },
  },
  {
    path: /^\/repository\/commits\/([0-9a-f]+)$/,
    knows: ['stats'],
    answer: ({ commits }, [sha]) => commits.filter((one) => one.sha === sha).map(objects.commitObject)[0],
  },
  {
    path: /^\/repository\/commits\/([0-9a-f]+)\/diff$/,
    knows: PAGED,
    answer: ({ files }, [sha = '']) => files.get(sha)?.map(difference),
  },
  {
    path: /^\/repository\/compare$/,
    knows: ['from', 'to', 'straight'],
    answer: ({ files }, _, query) => {
      const diffs = files.get(`${query.get('from') ?? ''}..${query.get('to') ?? ''}`)?.map(difference);
      return diffs && { commits: [], diffs, compare_timeout: false };
    },
  },
  {
    path: /^\/repository\/tags$/,
    knows: PAGED,
    answer: ({ tags }) => tags.map(({ commit, ...tag }) => ({ ...tag, commit: { id: commit } })),
  },
  {
    path: /^\/events$/,
    knows: [...PAGED, 'action', 'sort', 'after'],
    answer: ({ pushes }, _, query) =>
      pushes
        .filter(({ at }) => at.slice(0, 10) > (query.get('after') ?? ''))
        .sort((a, b) => b.id - a.id)
        .map(objects.pushObject),
  },
  {
    path: /^\/merge_requests$/,
    knows: [...PAGED, ...UPDATED, ...CREATED, 'state', 'scope'],
    answer: (one) => one.mergeRequests.map(objects.mergeRequestObject),
  },
  ofMerge('', [], (one) => ({ ...objects.mergeRequestObject(one), diff_refs: null })),
  ofMerge('/commits', PAGED, (one, { commits }) => commits.filter(({ sha }) => one.commits.includes(sha)).map(objects.commitObject)),
  ofMerge('/notes', [...PAGED, 'order_by', 'sort'], (one) => one.notes.map(objects.noteObject)),
  ofMerge('/versions', PAGED, (one) =>
    one.versions.map(({ id, head, at }) => ({ id, head_commit_sha: head, base_commit_sha: head, created_at: at, state: 'collected' })),
  ),
  ofMerge('/resource_state_events', PAGED, (one) =>
    one.states.map(({ id, user, state, at }) => ({ id, user: objects.person(user), created_at: at, resource_type: 'MergeRequest', state })),
  ),
  ofMerge('/approvals', [], (one) => ({
    approved: one.approvedBy.length > 0,
    approved_by: one.approvedBy.map(({ user, at }) => ({ user: objects.person(user), approved_at: at })),
  })),
  {
    path: /^\/deployments$/,
    knows: [...PAGED, ...UPDATED],
    answer: (one) => one.deployments.map((each) => objects.deploymentObject(each, one, false)),
  },
  {
    path: /^\/deployments\/(\d+)$/,
    knows: [],
    answer: (project, [id]) =>
      project.deployments.filter((one) => String(one.id) === id).map((one) => objects.deploymentObject(one, project, true))[0],
  },
  {
    path: /^\/pipelines$/,
    knows: [...PAGED, ...UPDATED, ...CREATED],
    answer: ({ pipelines }) => pipelines.map((one) => objects.pipelineObject(one, false)),
  },
  {
    path: /^\/pipelines\/(\d+)$/,
    knows: [],
    answer: ({ pipelines }, [id]) => pipelines.filter((one) => String(one.id) === id).map((one) => objects.pipelineObject(one, true))[0],
  },
  {
    path: /^\/pipelines\/(\d+)\/jobs$/,
    knows: [...PAGED, 'include_retried'],
    answer: ({ pipelines }, [id], query) => {
      const one = pipelines.find((each) => String(each.id) === id);
      const shown = one?.jobs.filter(({ retried }) => !retried || query.get('include_retried') === 'true');
      return one && shown?.map((job) => objects.jobObject(job, one));
    },
  },
  {
    path: /^\/issues$/,
    knows: [...PAGED, ...UPDATED, ...CREATED, 'issue_type', 'scope'],
    answer: ({ incidents }, _, query) =>
      incidents.filter(({ type }) => type === (query.get('issue_type') ?? type)).map(objects.incidentObject),
  },
  {
    path: /^\/issues\/(\d+)$/,
    knows: [],
    answer: ({ incidents }, [iid]) => incidents.filter((one) => String(one.iid) === iid).map(objects.incidentObject)[0],
  },
  { path: /^\/releases$/, knows: [...PAGED, 'order_by', 'sort'], answer: ({ releases }) => releases.map(releaseObject) },
  {
    path: /^\/releases\/([^/]+)$/,
    knows: [],
    answer: ({ releases }, [tag]) => releases.filter((one) => one.tag === tag).map(releaseObject)[0],
  },
  { path: /^\/protected_branches$/, knows: PAGED, answer: ({ protections }) => protections.map(objects.protectionObject) },
  {
    path: /^\/members\/all$/,
    knows: [...PAGED, 'query', 'user_ids', 'state'],
    answer: ({ members }) => (members ?? []).map(objects.memberObject),
  },
  {
    path: /^\/protected_environments$/,
    knows: PAGED,
    answer: ({ protectedEnvironments }) => protectedEnvironments?.map(objects.protectedEnvironmentObject),
  },
  {
    path: /^\/approvals$/,
    knows: [],
    answer: ({ approvals }) =>
      approvals ? { reset_approvals_on_push: approvals.resetOnPush, merge_requests_author_approval: false } : undefined,
  },
  {
    path: /^\/approval_rules$/,
    knows: PAGED,
    answer: ({ approvals }) =>
      approvals
        ? [{ id: 1, name: 'All Members', rule_type: 'any_approver', approvals_required: approvals.required, protected_branches: [] }]
        : undefined,
  },
];

function releaseObject({ tag, name, author, at, upcoming }: Project['releases'][number]): Row {
  return {
    tag_name: tag,
    name,
    description: '',
    created_at: at,
    released_at: at,
    upcoming_release: upcoming,
    author: objects.person(author),
  };
}

function difference(path: string): Row {
  return { old_path: path, new_path: path, diff: '@@ code @@', new_file: false, renamed_file: false, deleted_file: false };
}
