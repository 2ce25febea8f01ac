import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import { resolved } from '../lookup.js';
import type { CheckRun } from '../world.js';
import type { Call } from './call.js';
import { numbered } from './paging.js';

/** GET …/commits/{ref}/check-runs: an object with a count, unlike the bare lists; 422 when the revision is unknown. */
export function listCheckRuns(call: Call): Answer {
  const sha = resolved(call.repository, call.names[0] ?? '');
  if (sha === undefined) return refusal(422, `No commit found for SHA: ${call.names[0]}`);
  const [name, status] = [call.query.get('check_name'), call.query.get('status')];
  const all = call.repository.checkRuns.filter(
    (run) => run.sha === sha && (name === null || run.name === name) && (status === null || run.status === status),
  );
  const { items, headers } = numbered(call, all);
  return ok({ total_count: all.length, check_runs: items.map((run) => shape(call, run)) }, headers);
}

function shape({ addresses, repository }: Call, run: CheckRun): Record<string, unknown> {
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
    check_suite: null,
    app: null,
    pull_requests: [],
  };
}
