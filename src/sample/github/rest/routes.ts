import type { Addresses } from '../addresses.js';
import type { Answer } from '../answer.js';
import { denied, notFound, ok, refusal } from '../answer.js';
import type { Asked } from '../../http/faults.js';
import { located } from '../lookup.js';
import type { Permission } from '../permission.js';
import type { World } from '../world.js';
import { listActivity } from './activity.js';
import type { Call } from './call.js';
import { listAlerts, listDependabotAlerts } from './alerts.js';
import { listCheckRuns } from './check-runs.js';
import { listStatusesOfCommit } from './commit-statuses.js';
import { commitWithFiles } from './commit-files.js';
import { compare } from './compare.js';
import { deploymentById, listDeployments, listStatuses } from './deployments.js';
import { branchPolicies, customRules, listEnvironments } from './environments.js';
import { deliveryById, listAttestations, listCollaborators, listDeliveries, listHooks, listRuleSuites, ruleSuiteById } from './guards.js';
import { branchProtection, rulesOfBranch } from './protections.js';
import { listReleases } from './releases.js';
import { repositoryObject } from './repository.js';
import { listReviews } from './reviews.js';
import { approvalsOfRun, attemptOf, listRuns, runById } from './workflow-runs.js';

interface Route {
  /** Matched against what the path says behind the repository. */
  readonly path: RegExp;
  readonly needs: Permission;
  readonly query: readonly string[];
  readonly answer: (call: Call) => Answer;
}

const PAGED = ['per_page', 'page'];
const SORTED = ['sort', 'direction', 'state'];
const ROUTES: readonly Route[] = [
  { path: /^$/, needs: 'metadata', query: [], answer: (call) => ok(repositoryObject(call.addresses, call.repository)) },
  {
    path: /^\/activity$/,
    needs: 'activity',
    query: ['per_page', 'after', 'before', 'direction', 'ref', 'time_period', 'activity_type', 'actor'],
    answer: listActivity,
  },
  { path: /^\/deployments$/, needs: 'deployments', query: [...PAGED, 'environment', 'sha', 'ref', 'task'], answer: listDeployments },
  { path: /^\/deployments\/(\d+)$/, needs: 'deployments', query: [], answer: deploymentById },
  { path: /^\/deployments\/(\d+)\/statuses$/, needs: 'deployments', query: PAGED, answer: listStatuses },
  { path: /^\/releases$/, needs: 'contents', query: PAGED, answer: listReleases },
  { path: /^\/pulls\/(\d+)\/reviews$/, needs: 'reviews', query: PAGED, answer: listReviews },
  { path: /^\/compare\/(.+?)\.\.\.(.+)$/, needs: 'contents', query: PAGED, answer: compare },
  {
    path: /^\/commits\/([^/]+)\/check-runs$/,
    needs: 'checks',
    query: [...PAGED, 'check_name', 'status', 'filter', 'app_id'],
    answer: listCheckRuns,
  },
  { path: /^\/commits\/([^/]+)\/statuses$/, needs: 'statuses', query: PAGED, answer: listStatusesOfCommit },
  { path: /^\/commits\/([^/]+)$/, needs: 'contents', query: PAGED, answer: commitWithFiles },
  { path: /^\/actions\/runs$/, needs: 'actions', query: [...PAGED, 'exclude_pull_requests'], answer: listRuns },
  { path: /^\/actions\/runs\/(\d+)\/approvals$/, needs: 'actions', query: [], answer: approvalsOfRun },
  { path: /^\/actions\/runs\/(\d+)$/, needs: 'actions', query: ['exclude_pull_requests'], answer: runById },
  { path: /^\/actions\/runs\/(\d+)\/attempts\/(\d+)$/, needs: 'actions', query: ['exclude_pull_requests'], answer: attemptOf },
  { path: /^\/branches\/(.+)\/protection$/, needs: 'protection', query: [], answer: branchProtection },
  { path: /^\/environments$/, needs: 'environments', query: PAGED, answer: listEnvironments },
  { path: /^\/environments\/([^/]+)\/deployment-branch-policies$/, needs: 'environments', query: PAGED, answer: branchPolicies },
  { path: /^\/environments\/([^/]+)\/deployment_protection_rules$/, needs: 'environments', query: [], answer: customRules },
  {
    path: /^\/rulesets\/rule-suites$/,
    needs: 'bypasses',
    query: [...PAGED, 'ref', 'time_period', 'actor_name', 'rule_suite_result'],
    answer: listRuleSuites,
  },
  { path: /^\/rulesets\/rule-suites\/(\d+)$/, needs: 'bypasses', query: [], answer: ruleSuiteById },
  { path: /^\/collaborators$/, needs: 'access', query: [...PAGED, 'affiliation', 'permission'], answer: listCollaborators },
  { path: /^\/code-scanning\/alerts$/, needs: 'alerts', query: [...PAGED, ...SORTED], answer: listAlerts('code_scanning') },
  { path: /^\/secret-scanning\/alerts$/, needs: 'alerts', query: [...PAGED, ...SORTED], answer: listAlerts('secret_scanning') },
  { path: /^\/dependabot\/alerts$/, needs: 'alerts', query: ['per_page', 'after', 'before', ...SORTED], answer: listDependabotAlerts },
  { path: /^\/attestations\/([^/]+)$/, needs: 'attestations', query: ['per_page', 'after', 'before'], answer: listAttestations },
  { path: /^\/hooks$/, needs: 'hooks', query: PAGED, answer: listHooks },
  { path: /^\/hooks\/(\d+)\/deliveries$/, needs: 'hooks', query: ['per_page', 'cursor', 'status'], answer: listDeliveries },
  { path: /^\/hooks\/(\d+)\/deliveries\/(\d+)$/, needs: 'hooks', query: [], answer: deliveryById },
  { path: /^\/rules\/branches\/(.+)$/, needs: 'metadata', query: PAGED, answer: rulesOfBranch },
];

/** What a path and a query say behind the repository. */
interface Tail {
  readonly rest: string;
  readonly query: URLSearchParams;
}

/** Any REST request: to a repository by name (301 from a former one) or by id, else 404. */
export function answerRest(world: World, addresses: Addresses, asked: Asked): Answer {
  if (asked.method !== 'GET') return notFound();
  const url = new URL(asked.path, addresses.api);
  const named = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(url.pathname);
  const tail = { rest: (named ?? [])[2] ?? '', query: url.searchParams };
  if (named) return byName(world, addresses, { name: decodeURIComponent(named[1] as string), ...tail });
  const numbered = /^\/repositories\/(\d+)(\/.*)?$/.exec(url.pathname);
  const repository = numbered && world.repositories.find(({ id }) => id === Number(numbered[1]));
  return repository ? toRepository({ world, addresses, repository }, { ...tail, rest: numbered[2] ?? '' }) : notFound();
}

function byName(world: World, addresses: Addresses, asked: Tail & { name: string }): Answer {
  const found = located(world, asked.name);
  if (found === undefined) return notFound();
  if (!found.moved) return toRepository({ world, addresses, repository: found.repository }, asked);
  const to = `${addresses.api}/repositories/${found.repository.id}${asked.rest}${asked.query.size > 0 ? `?${asked.query}` : ''}`;
  const body = {
    message: 'Moved Permanently',
    url: to,
    documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
  };
  return { status: 301, body, headers: { location: to } };
}

function toRepository(place: Pick<Call, 'world' | 'addresses' | 'repository'>, { rest, query }: Tail): Answer {
  for (const route of ROUTES) {
    const match = route.path.exec(rest);
    if (match === null) continue;
    const unknown = [...query.keys()].find((name) => !route.query.includes(name));
    if (unknown !== undefined) return refusal(422, `Validation Failed: "${unknown}" is no parameter of this endpoint.`);
    if (place.world.denied.has(route.needs)) return denied();
    const self = `${place.addresses.api}/repositories/${place.repository.id}${rest}`;
    return route.answer({ ...place, names: match.slice(1).map(decodeURIComponent), query, self });
  }
  return notFound();
}
