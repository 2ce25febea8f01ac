import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { genuine, type Json, type RawRecord } from '#contract';
import gitlab from '../../../connectors/gitlab/index.js';
import { rowsOf } from '../jira/rows.js';
import type { Recorded } from '../recorded-count.js';

type Object = { readonly [key: string]: Json };

const TABLES = 'apache-devlake/gitlab/raw_tables';
const place = (id: Json = 12345678) => ({ id, path_with_namespace: 'recorded/elsewhere' });

export function rowsIn(content: Buffer): Object[] {
  return rowsOf(content.toString('utf8')).map(
    ({ data = '' }) => JSON.parse(data.replaceAll(String.raw`\\u0026`, '&').replaceAll(String.raw`\\n`, String.raw`\n`)) as Object,
  );
}

export function tableOf(name: string): Object[] {
  return rowsIn(readFileSync(join(process.env['RECORDED'] ?? '', 'gitlab', TABLES, `_raw_gitlab_api_${name}.csv`)));
}

const record = (kind: string, payload: object): RawRecord => ({ kind: `rest.${kind}`, key: 'recorded', payload: payload as Json });

/** A merge request with the notes and commits that were recorded of it in tables of their own. */
export function mergeRequest(one: Object, notes: readonly Object[] = [], commits: readonly Object[] = []): RawRecord {
  const [sha, head] = [one['sha'] ?? null, one['created_at'] ?? null];
  const versions = sha === null ? [] : [{ id: 1, head_commit_sha: sha, created_at: head }];
  const more = { notes, commits, versions, authors: {}, states: [], approvals: null };
  return record('merge_request', { project: place(one['project_id']), mergeRequest: one, ...more });
}

/** A job that was recorded alone, with what it says of its pipeline. */
export function jobAlone(job: Object): RawRecord {
  const pipeline = { source: 'push', created_at: job['created_at'], updated_at: null, ...(job['pipeline'] as Object) };
  return record('pipeline', { project: place((job['pipeline'] as Object | undefined)?.['project_id']), pipeline, jobs: [job] });
}

const pipeline = (one: Object) => record('pipeline', { project: place(one['project_id']), pipeline: one, jobs: [] });
const of = (kind: string, name: string) => (one: Object) => record(kind, { project: place(), [name]: one });
const incident = (one: Object): RawRecord[] => (one['issue_type'] === 'incident' ? [of('incident', 'incident')(one)] : []);

/** By the name of the file, what a thing in it is. */
const SHAPES: readonly (readonly [RegExp, (one: Object) => RawRecord | readonly RawRecord[]])[] = [
  [/(^|\/)(merge_request|merge-request|get_merge_request|merge_with_diffrefs|merges)\.json$/, (one) => mergeRequest(one)],
  [/get_merge_requests_not_author_username\.json$/, (one) => mergeRequest(one)],
  [/(^|\/)(releases|release)\.json$/, of('release', 'release')],
  [/(^|\/)deployment\.json$/, of('deployment', 'deployment')],
  [/(^|\/)(pipeline|pipelines)\.json$/, pipeline],
  [/(^|\/)(job|jobs)\.json$/, jobAlone],
  [/(^|\/)(commit-payload|commits)\.json$/, of('commit', 'commit')],
  [/(^|\/)tags\.json$/, of('tag', 'tag')],
  [/(^|\/)(branch|branches|get_branch|branches_filter|bad-branch|branch_create)\.json$/, branch],
  [/(^|\/)(issue|issues|issue_move)\.json$/, incident],
  [/(^|\/)(events|event|project-events)\.json$/, (one) => (one['push_data'] ? of('push', 'event')(one) : [])],
  [/(^|\/)project\.json$/, (one) => record('project', { project: one, nth: { path: 1, namespace: 1 } })],
];

function branch(one: Object): RawRecord {
  const { id } = (one['commit'] ?? {}) as Object;
  return record('branch', { project: place(), name: one['name'], head: id, isDefault: one['default'] === true });
}

const RAW: Readonly<Record<string, (rows: readonly Object[]) => readonly RawRecord[]>> = {
  deployments: (rows) => rows.map(of('deployment', 'deployment')),
  issues: (rows) => rows.flatMap(incident),
  job: (rows) => rows.map(jobAlone),
  trigger_job: (rows) => rows.map(jobAlone),
  pipeline: (rows) => rows.map(pipeline),
  pipeline_details: (rows) => rows.map(pipeline),
  merge_request_commits: (rows) => rows.map(of('commit', 'commit')),
  merge_requests: withNotes,
  merge_requests_for_mr_commit_test: withNotes,
  merge_requests_for_mr_notes_test: withNotes,
};

function withNotes(rows: readonly Object[]): readonly RawRecord[] {
  const notes = tableOf('merge_request_notes');
  return rows.map((one) =>
    mergeRequest(
      one,
      notes.filter((note) => note['noteable_id'] === one['id']),
    ),
  );
}

function recordsOf(path: string, content: Buffer): readonly RawRecord[] | { readonly ignored: string } {
  if (path.includes('snapshot_tables') || path.includes('.golden.'))
    return { ignored: 'what another program made of a payload is no payload.' };
  if (path.endsWith('_merge_request_notes.csv')) return { ignored: 'the notes are read with the merge requests of the table beside them.' };
  if (path.endsWith('.csv')) return rowsOfTable(path, content);
  const value = JSON.parse(content.toString('utf8')) as Json;
  if (path.includes('hooks/')) return byWebhook(content);
  const shape = SHAPES.find(([name]) => name.test(path))?.[1];
  if (!shape) return { ignored: 'this answer of GitLab is none that the connector asks for.' };
  const records = (Array.isArray(value) ? (value as readonly Object[]) : [value as Object]).flatMap(shape);
  return records.length > 0 ? records : { ignored: 'no thing in this answer is of a type that the connector asks for.' };
}

function rowsOfTable(path: string, content: Buffer): readonly RawRecord[] | { readonly ignored: string } {
  const name = /_raw_gitlab_api_(\w+)\.csv$/.exec(path)?.[1] ?? '';
  const read = RAW[name];
  if (!read) return { ignored: 'the connector asks for no list of users, and keeps no table.' };
  const records = read(rowsIn(content));
  return records.length > 0 ? records : { ignored: 'no row is of a type that the connector asks for.' };
}

function byWebhook(body: Buffer): readonly RawRecord[] {
  const answer = genuine({ headers: {}, body });
  return 'genuine' in answer ? (gitlab.webhook?.parse(answer.genuine).records ?? []) : [];
}

export const recorded: Recorded = { tool: 'gitlab', connector: gitlab, records: recordsOf };
