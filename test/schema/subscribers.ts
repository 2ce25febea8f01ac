import type { RunningHub } from './running-hub.js';

/** What `/metrics` says under this name. */
export async function metric(hub: RunningHub, name: string): Promise<number> {
  const headers = { authorization: `Bearer ${await hub.tokenFor('administrator')}` };
  const text = await (await fetch(`${hub.url}/metrics`, { headers })).text();
  return Number(new RegExp(`^changeline_${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);
}

/** How many subscriptions are told of everything up to now. */
export function subscribers(hub: RunningHub): Promise<number> {
  return metric(hub, 'subscribers');
}
