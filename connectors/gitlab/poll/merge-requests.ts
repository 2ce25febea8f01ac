import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { authorsOf } from './authors.js';
import { commitOf } from './commits.js';
import { expect } from './client.js';
import { asked, type Item, lastPage, type Pass, pathOf, recordOf, REPORTER, whole } from './pass.js';
import { complete } from './project.js';
import { type Asked, isGone, isHidden } from './refusal.js';
import { walkDown } from './walk.js';

const about = (pass: Pass) => asked(pass, 'merge requests', REPORTER);

/** Who approved is read with each: the notes of it are shown to whoever may see the merge request. */
export async function* readMergeRequests(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { cursor: end, upTo } = yield* walkDown(pass, cursor, {
    path: '/merge_requests',
    parameters: { state: 'all', scope: 'all' },
    perPage: 20,
    about: about(pass),
    records: (items) => recordsOf(pass, items),
  });
  yield lastPage(end, complete(pass.project, upTo, ['pull_requests', 'reviews']));
}

async function recordsOf(pass: Pass, items: readonly Item[]): Promise<readonly RawRecord[]> {
  const records: RawRecord[] = [];
  for (const item of items) {
    const record = await wholeMergeRequest(pass, item);
    if (record) records.push(record);
  }
  return records;
}

/** Null when there is none. */
export async function mergeRequestByNumber(pass: Pass, iid: number): Promise<RawRecord | null> {
  const what = asked(pass, `merge request !${String(iid)}`, REPORTER);
  try {
    const { data } = await pass.client.get(pathOf(pass, `/merge_requests/${String(iid)}`), {}, what);
    return await wholeMergeRequest(pass, expect(z.record(z.string(), z.json()), data, what));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

const numberOf = z.object({ data: z.object({ mergeRequest: z.object({ iid: z.string().regex(/^\d+$/) }).nullable() }) });

/** REST reads by number alone. Null when there is none. */
export async function mergeRequestById(pass: Pass, own: string): Promise<RawRecord | null> {
  const what = asked(pass, `the merge request with the id ${own}`, REPORTER);
  const query = 'query ($id: MergeRequestID!) { mergeRequest(id: $id) { iid } }';
  const data = await pass.client.graphql(query, { id: `gid://gitlab/MergeRequest/${own}` }, what);
  const { mergeRequest } = expect(numberOf, data, what).data;
  return mergeRequest && mergeRequestByNumber(pass, Number(mergeRequest.iid));
}

const named = z.object({ id, iid: z.int().positive() });

/** A merge request with all its commits, notes, heads, states and approvals; null when it was deleted meanwhile. */
async function wholeMergeRequest(pass: Pass, item: Item): Promise<RawRecord | null> {
  const { id: own, iid } = named.parse(item);
  const what = asked(pass, `merge request !${String(iid)}`, REPORTER);
  const at = `/merge_requests/${String(iid)}`;
  try {
    const commits = await whole(pass, `${at}/commits`, {}, what);
    const notes = await whole(pass, `${at}/notes`, { order_by: 'created_at', sort: 'asc' }, what);
    const versions = await whole(pass, `${at}/versions`, {}, what);
    const states = await whole(pass, `${at}/resource_state_events`, {}, what);
    const payload = {
      mergeRequest: mergeRequestOf(item),
      commits: commits.map(commitOf),
      authors: await authorsOf(
        pass,
        commits.map(({ id: sha }) => String(sha)),
      ),
      notes: notes.map(({ id: note, body, author, system, created_at, updated_at }) => ({
        ...{ id: note, body, author: personOf(author), system, created_at, updated_at },
      })),
      versions: versions.map(({ id: version, head_commit_sha, created_at }) => ({ id: version, head_commit_sha, created_at })),
      states: states.map(({ id: event, user, created_at, state }) => ({ id: event, user: personOf(user), created_at, state })),
      approvals: await approvalsOf(pass, at, what),
    };
    return recordOf(pass, 'merge_request', `merge_request:${own}`, payload);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

const approvals = z.object({ approved_by: z.array(z.object({ user: z.record(z.string(), z.json()), approved_at: z.string().nullish() })) });

/** Null: not shown. A deleted merge request was not found before it comes to this. */
async function approvalsOf(pass: Pass, at: string, what: Asked): Promise<Json> {
  try {
    const { data } = await pass.client.get(pathOf(pass, `${at}/approvals`), {}, what);
    return expect(approvals, data, what).approved_by.map(({ user, approved_at: given }) => ({
      user: personOf(user),
      ...(given ? { approved_at: given } : {}),
    }));
  } catch (error) {
    if (isHidden(error)) return null;
    throw error;
  }
}

/** Names and pictures may change, and would make an old note look new. */
function personOf(user: Json | undefined): Json {
  if (typeof user !== 'object' || user === null || Array.isArray(user)) return null;
  const { id: own, username } = user as { readonly [key: string]: Json };
  return { id: own ?? null, username: username ?? null };
}

const KEPT = [
  ...['id', 'iid', 'title', 'description', 'state', 'created_at', 'merged_at', 'closed_at', 'source_branch', 'target_branch'],
  ...['sha', 'merge_commit_sha', 'squash_commit_sha'],
];
const PEOPLE = ['author', 'merge_user', 'merged_by', 'closed_by'];

/** Not the whole answer: counts of votes and what GitLab thinks of merging would make every reading a new record. */
function mergeRequestOf(item: Item): Json {
  const kept = KEPT.filter((name) => item[name] !== undefined).map((name) => [name, item[name]]);
  const people = PEOPLE.filter((name) => item[name] !== undefined).map((name) => [name, personOf(item[name])]);
  return Object.fromEntries([...kept, ...people]) as Json;
}
