import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { notFound, ok } from '../answer.js';
import type { WorkflowRun } from '../checks.js';
import { accountOrNull } from './account.js';
import type { Call } from './call.js';
import { numbered } from './paging.js';

/** GET …/actions/runs: the latest attempt of each run, newest first. */
export function listRuns(call: Call): Answer {
  const latest = [...new Map(call.repository.workflowRuns.map((run) => [run.id, run])).values()];
  const all = latest.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
  const { items, headers } = numbered(call, all);
  return ok({ total_count: all.length, workflow_runs: items.map((run) => workflowRunObject(call, run)) }, headers);
}

export function runById(call: Call): Answer {
  const run = call.repository.workflowRuns.filter(({ id }) => id === Number(call.names[0])).at(-1);
  return run ? ok(workflowRunObject(call, run)) : notFound();
}

/** GET …/actions/runs/{id}/approvals, unpaged. */
export function approvalsOfRun({ addresses, repository, names }: Call): Answer {
  const run = Number(names[0]);
  if (!repository.workflowRuns.some(({ id }) => id === run)) return notFound();
  const own = repository.environmentReviews.filter((review) => review.run === run);
  return ok(
    own.map(({ environments, state, user, comment }) => ({
      environments: environments.map((name, nth) => ({ id: nth + 1, node_id: nodeId('Environment', nth + 1), name })),
      state,
      user: accountOrNull(addresses, user),
      comment,
    })),
  );
}

export function attemptOf(call: Call): Answer {
  const [id, attempt] = call.names.map(Number);
  const run = call.repository.workflowRuns.find((each) => each.id === id && each.attempt === attempt);
  return run ? ok(workflowRunObject(call, run)) : notFound();
}

/** A run, in REST and in webhooks alike. */
export function workflowRunObject(
  { addresses, repository }: Pick<Call, 'addresses' | 'repository'>,
  run: WorkflowRun,
): Record<string, unknown> {
  const url = `${apiOf(addresses, repository)}/actions/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    check_suite_id: run.suite,
    check_suite_node_id: nodeId('CheckSuite', run.suite),
    head_branch: run.branch,
    head_sha: run.sha,
    path: `.github/workflows/${run.workflow}.yml`,
    display_title: run.name,
    run_number: run.id,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow,
    url,
    html_url: `${htmlOf(addresses, repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.startedAt,
    actor: accountOrNull(addresses, run.actor),
    triggering_actor: accountOrNull(addresses, run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${apiOf(addresses, repository)}/check-suites/${run.suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${apiOf(addresses, repository)}/actions/workflows/${run.workflow}`,
  };
}
