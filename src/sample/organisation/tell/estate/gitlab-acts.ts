import type { Commit, MergeRequest, Project, User } from '../../../gitlab/world.js';
import type { When } from '../../calendar.js';
import { gitObject, treeOf } from '../../git.js';
import type { Person } from '../../people.js';
import { SAMPLE_SOURCES } from '../../sources.js';
import { msOf, type Telling } from '../telling.js';

const BEFORE_MS = 10 * 60_000;

/** What people do in acme/shipping on GitLab. */
export function gitlabActs(telling: Telling) {
  const { idAt, estate } = telling.company;
  const { shipping } = estate;
  const pushed = (by: Person, ms: number, ref: string, to: string): void => {
    const from = shipping.branches.get(ref) ?? null;
    shipping.branches.set(ref, to);
    const id = idAt('gitlabEvent', ms);
    shipping.pushes.push({ id, author: userOf(by), at: isoTime(ms), type: 'branch', ref, from, to });
  };
  /** With one commit, pushed ten minutes before. */
  const opened = (ms: number, by: Person, title: string): MergeRequest => {
    const commit = committed(shipping, { parents: [headOf(shipping)], message: title, by, ms: ms - BEFORE_MS });
    const source = slugOf(title);
    pushed(by, ms - BEFORE_MS, source, commit.sha);
    const request: MergeRequest = {
      ...{ id: idAt('gitlabMerge', ms), iid: shipping.mergeRequests.length + 1, title, description: null, author: userOf(by) },
      ...{ source, target: 'main', createdAt: isoTime(ms), updatedAt: isoTime(ms), mergedAt: null, closedAt: null, state: 'opened' },
      ...{ mergeUser: null, sha: commit.sha, mergeCommit: null, squashCommit: null, commits: [commit.sha], notes: [], states: [] },
      versions: [{ id: idAt('gitlabNote', ms), head: commit.sha, at: isoTime(ms) }],
      approvedBy: [],
    };
    shipping.mergeRequests.push(request);
    return request;
  };
  const approved = (ms: number, by: Person, request: MergeRequest): void => {
    const note = { id: idAt('gitlabNote', ms), body: 'approved this merge request', author: userOf(by), system: true, at: isoTime(ms) };
    const approvedBy = [{ user: userOf(by), at: isoTime(ms) }];
    Object.assign(request, { notes: [note], approvedBy, updatedAt: isoTime(ms) });
  };
  const merged = (ms: number, by: Person, request: MergeRequest): void => {
    const { source, title, iid, commits } = request;
    const message = `Merge branch '${source}' into 'main'\n\n${title}\n\nSee merge request acme/shipping!${String(iid)}`;
    const merge = committed(shipping, { parents: [headOf(shipping), ...commits], message, by, ms });
    pushed(by, ms, 'main', merge.sha);
    const states = [{ id: idAt('gitlabNote', ms), user: userOf(by), state: 'merged', at: isoTime(ms) }];
    const at = { mergedAt: isoTime(ms), updatedAt: isoTime(ms) };
    Object.assign(request, { state: 'merged', ...at, mergeUser: userOf(by), mergeCommit: merge.sha, states });
  };
  return {
    /** A merge request, approved by a colleague and merged, at these three times. */
    landOnGitLab: (times: readonly [When, When, When], by: Person, reviewer: Person, title: string): MergeRequest => {
      const [opens, approves, merges] = times;
      const request = opened(msOf(telling, opens), by, title);
      approved(msOf(telling, approves), reviewer, request);
      merged(msOf(telling, merges), by, request);
      return request;
    },
    /** A merge request that nobody merges. */
    openOnGitLab: (when: When, by: Person, title: string): MergeRequest => opened(msOf(telling, when), by, title),
    headOfRequest: ({ sha }: MergeRequest): string => sha ?? '',
    /** What the main branch of shipping is at now. */
    shippingHead: (): string => headOf(shipping),
    requestOf: ({ id }: MergeRequest): string => `pull_request:${SAMPLE_SOURCES.gitlab}:${String(id)}`,
  };
}

interface Written {
  readonly parents: readonly string[];
  readonly message: string;
  readonly by: Person;
  readonly ms: number;
}

function committed(project: Project, { parents, message, by, ms }: Written): Commit {
  const at = isoTime(ms);
  const tree = treeOf(project.path, String(project.commits.length), message);
  const sha = gitObject({ tree, parents, message, authoredAt: at, committedAt: at, author: by.github, committer: by.github });
  const commit = { sha, parents, message, at, author: userOf(by) };
  project.commits.push(commit);
  return commit;
}

function headOf({ branches, path }: Project): string {
  const head = branches.get('main');
  if (head === undefined) throw new Error(`${path} has no branch main.`);
  return head;
}

/** Without the number of a change, so that the branch names none. */
function slugOf(title: string): string {
  return title
    .replace(/^CHG\d+: /, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function userOf({ gitlab }: Person): User {
  if (gitlab === undefined) throw new Error('A story lets somebody act on GitLab who has no account there.');
  return gitlab;
}
