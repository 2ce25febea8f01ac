import type { Deployment, Environment, World } from './world.js';

export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Route = readonly [RegExp, readonly string[], (world: World, url: URL, id: string) => unknown];

/** `api-reference/openapi.yml`, and `/deployments/{id}/steps` as env zero's own clients ask for it. */
const ROUTES: readonly Route[] = [
  [/^\/projects$/, ['organizationId'], projects],
  [/^\/environments$/, ['projectId', 'organizationId', 'limit', 'offset'], environments],
  [/^\/environments\/deployments\/([^/]+)$/, [], (world, _url, id) => shown(world, found(world.deployments, id))],
  [/^\/environments\/([^/]+)\/deployments$/, ['limit', 'offset'], deployments],
  [/^\/environments\/([^/]+)$/, [], (world, _url, id) => environmentObject(world, visible(world, found(world.environments, id)))],
  [/^\/deployments\/([^/]+)\/steps$/, [], steps],
];

export function answerOf(world: World, url: URL): unknown {
  for (const [path, parameters, answer] of ROUTES) {
    const match = path.exec(url.pathname);
    if (!match) continue;
    const unknown = [...url.searchParams.keys()].filter((name) => !parameters.includes(name));
    if (unknown.length > 0) throw new Refusal(400, `"${unknown[0] ?? ''}" is not allowed`);
    return answer(world, url, decodeURIComponent(match[1] ?? ''));
  }
  throw new Refusal(404, 'Not Found');
}

function projects(world: World, url: URL): unknown {
  if (url.searchParams.get('organizationId') !== world.organization) throw new Refusal(403, 'Forbidden');
  return world.projects
    .filter(({ id }) => !world.denied.has(id))
    .map((one) => ({ ...one, organizationId: world.organization, isArchived: false }));
}

function environments(world: World, url: URL): unknown {
  const project = url.searchParams.get('projectId');
  if (project === null) throw new Refusal(400, '"projectId" is required');
  if (world.denied.has(project)) throw new Refusal(403, 'You do not have permission to view this project');
  if (!world.projects.some(({ id }) => id === project)) throw new Refusal(404, 'Project not found');
  const own = world.environments.filter(({ projectId }) => projectId === project);
  return page(own, url).map((one) => environmentObject(world, one));
}

function deployments(world: World, url: URL, id: string): unknown {
  visible(world, found(world.environments, id));
  return page(newestFirst(world, id), url);
}

function steps(world: World, _url: URL, id: string): unknown {
  if (world.denied.has('steps')) throw new Refusal(403, 'Forbidden');
  const own = shown(world, found(world.deployments, id));
  const listed = world.steps.get(own.id) ?? [];
  return listed.map((step) => ({ ...step, deploymentLogId: own.id, projectId: 'pay', organizationId: world.organization }));
}

function newestFirst(world: World, environment: string): Deployment[] {
  const own = world.deployments.filter(({ environmentId }) => environmentId === environment);
  return own.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1));
}

function environmentObject(world: World, one: Environment): unknown {
  const [latestDeploymentLog = null] = newestFirst(world, one.id);
  return { ...one, organizationId: world.organization, requiresApproval: true, driftStatus: 'OK', isArchived: false, latestDeploymentLog };
}

function found<T extends { readonly id: string }>(all: readonly T[], id: string): T {
  const one = all.find((each) => each.id === id);
  if (!one) throw new Refusal(404, 'Not Found');
  return one;
}

function visible(world: World, one: Environment): Environment {
  if (world.denied.has(one.projectId)) throw new Refusal(403, 'Forbidden');
  return one;
}

function shown(world: World, one: Deployment): Deployment {
  visible(world, found(world.environments, one.environmentId));
  return one;
}

function page<T>(all: readonly T[], url: URL): readonly T[] {
  const [limit, offset] = [Number(url.searchParams.get('limit') ?? '100'), Number(url.searchParams.get('offset') ?? '0')];
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new Refusal(400, '"limit" must be less than or equal to 100');
  if (!Number.isInteger(offset) || offset < 0) throw new Refusal(400, '"offset" must be greater than or equal to 0');
  return all.slice(offset, offset + limit);
}
