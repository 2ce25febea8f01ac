import { apiOf, htmlOf, nodeId } from '../addresses.js';
import type { Answer } from '../answer.js';
import { notFound, ok } from '../answer.js';
import type { Environment } from '../guards.js';
import { accountObject } from './account.js';
import type { Call } from './call.js';
import { numbered } from './paging.js';

/** GET …/environments: an object with a count, unlike the bare lists. */
export function listEnvironments(call: Call): Answer {
  const { items, headers } = numbered(call, call.repository.environments);
  const environments = items.map((environment) => environmentObject(call, environment));
  return ok({ total_count: call.repository.environments.length, environments }, headers);
}

function environmentObject(call: Call, environment: Environment): unknown {
  const { id, name, branches, createdAt } = environment;
  return {
    id,
    node_id: nodeId('Environment', id),
    name,
    url: `${apiOf(call.addresses, call.repository)}/environments/${encodeURIComponent(name)}`,
    html_url: `${htmlOf(call.addresses, call.repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: createdAt,
    updated_at: createdAt,
    can_admins_bypass: true,
    protection_rules: rulesOf(call, environment),
    deployment_branch_policy:
      branches === undefined ? null : { protected_branches: branches === 'protected', custom_branch_policies: branches !== 'protected' },
  };
}

function rulesOf({ addresses }: Call, { id, waitMinutes, reviewers, preventSelfReview, branches }: Environment): unknown[] {
  const rule = (type: string, nth: number) => ({ id: id * 10 + nth, node_id: nodeId('Gate', id * 10 + nth), type });
  const people = (reviewers ?? []).map((one) =>
    'team' in one
      ? { type: 'Team', reviewer: { id: one.team, node_id: nodeId('Team', one.team), name: one.slug, slug: one.slug } }
      : { type: 'User', reviewer: accountObject(addresses, one) },
  );
  return [
    ...(waitMinutes === undefined ? [] : [{ ...rule('wait_timer', 1), wait_timer: waitMinutes }]),
    ...(reviewers === undefined
      ? []
      : [{ ...rule('required_reviewers', 2), prevent_self_review: preventSelfReview ?? false, reviewers: people }]),
    ...(branches === undefined ? [] : [rule('branch_policy', 3)]),
  ];
}

function named(call: Call): Environment | undefined {
  return call.repository.environments.find(({ name }) => name === call.names[0]);
}

/** GET …/environments/{environment_name}/deployment-branch-policies. */
export function branchPolicies(call: Call): Answer {
  const environment = named(call);
  if (environment === undefined) return notFound();
  const names = Array.isArray(environment.branches) ? (environment.branches as readonly string[]) : [];
  const { items, headers } = numbered(call, names);
  const policies = items.map((name, nth) => ({ id: nth + 1, node_id: nodeId('GateBranchPolicy', nth + 1), name, type: 'branch' }));
  return ok({ total_count: names.length, branch_policies: policies }, headers);
}

/** GET …/environments/{environment_name}/deployment_protection_rules: without pages, and without the words of a list. */
export function customRules(call: Call): Answer {
  const environment = named(call);
  if (environment === undefined) return notFound();
  const rules = (environment.apps ?? []).map((slug, nth) => ({
    id: nth + 1,
    node_id: nodeId('GateApp', nth + 1),
    enabled: true,
    app: { id: nth + 1, slug, node_id: nodeId('App', nth + 1), integration_url: `${call.addresses.api}/apps/${slug}` },
  }));
  return ok({ total_count: rules.length, custom_deployment_protection_rules: rules });
}
