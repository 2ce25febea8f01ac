import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import { resolved } from '../lookup.js';
import type { CheckRun } from '../checks.js';
import type { Call } from './call.js';
import { numbered } from './paging.js';

/** GET …/commits/{ref}/check-runs: an object with a count, unlike the bare lists; 422 when the revision is unknown. */
export function listCheckRuns(call: Call): Answer {
  const sha = resolved(call.repository, call.names[0] ?? '');
  if (sha === undefined) return refusal(422, `No commit found for SHA: ${call.names[0]}`);
  const [name, status] = [call.query.get('check_name'), call.query.get('status')];
  const filter = call.query.get('filter') ?? 'latest';
  if (filter !== 'latest' && filter !== 'all') return refusal(422, 'Validation Failed: "filter" is latest or all.');
  const all = call.repository.checkRuns.filter(
    (run) =>
      run.sha === sha &&
      (filter === 'all' || isLatest(call.repository.checkRuns, run)) &&
      (name === null || run.name === name) &&
      (status === null || run.status === status),
  );
  const { items, headers } = numbered(call, all);
  return ok({ total_count: all.length, check_runs: items.map((run) => checkRunObject(call, run)) }, headers);
}

function isLatest(all: readonly CheckRun[], run: CheckRun): boolean {
  return !all.some((other) => other.sha === run.sha && other.name === run.name && other.id > run.id);
}

const ACTIONS = { id: 15368, slug: 'github-actions', name: 'GitHub Actions' };

/** A check run, in REST and in webhooks alike. */
export function checkRunObject({ addresses, repository }: Pick<Call, 'addresses' | 'repository'>, run: CheckRun): Record<string, unknown> {
  return {
    id: run.id,
    head_sha: run.sha,
    node_id: nodeId('CheckRun', run.id),
    external_id: '',
    url: `${apiOf(addresses, repository)}/check-runs/${run.id}`,
    html_url: `${htmlOf(addresses, repository)}/runs/${run.id}`,
    details_url: null,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${apiOf(addresses, repository)}/check-runs/${run.id}/annotations`,
    },
    name: run.name,
    check_suite: run.suite === undefined ? null : { id: run.suite },
    app: run.app ?? ACTIONS,
    pull_requests: [],
  };
}
