import { type Instant, type Roots } from '#contract';
import type { Client } from './client.js';
import { createdOf, deploymentsPage, PAGE } from './deployments.js';
import { environmentsOf, updatedOf } from './environments.js';

interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

export const deploymentRoots: Roots = {
  kind: 'deployments',
  ground: null,
  created: 'deployment.requested',
  // env zero deletes no deployment: an environment is destroyed or archived, and keeps them.
  deleted: null,
  bell: (deployment) => ({ collection: 'deployments', reference: { deployment } }),
};

const COUNTED = ['deploy', 'destroy'];

/** Ids of what was deployed or destroyed by requests of [from, to). An environment that did not change since has none. */
export async function deploymentIds(client: Client, project: string, window: Window): Promise<string[]> {
  const ids = new Set<string>();
  for (const environment of await environmentsOf(client, project)) {
    if ((updatedOf(environment) ?? window.from) < window.from) continue;
    for (const id of await idsIn(client, environment.id, window)) ids.add(id);
  }
  return [...ids];
}

async function idsIn(client: Client, environment: string, { from, to }: Window): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await deploymentsPage(client, environment, offset);
    const dated = page.map((each) => ({ ...each, at: createdOf(each) }));
    ids.push(...dated.filter(({ at, type }) => COUNTED.includes(type) && at !== null && at >= from && at < to).map(({ id }) => id));
    if (page.length < PAGE || dated.some(({ at }) => at !== null && at < from)) return ids;
  }
}
