import { type Instant, parseInstant, type Roots } from '#contract';
import { firstCreated, incidentPage, type Place, plusSeconds, type Window } from './lists.js';
import { WINDOW_SECONDS } from './pass.js';
import type { Pass } from './whole.js';

export const incidentRoots: Roots = {
  kind: 'incidents',
  ground: null,
  created: 'incident.opened',
  // PagerDuty deletes no incident.
  deleted: null,
  bell: (incident) => ({ collection: 'incidents', reference: { incident } }),
};

/** Ids of the incidents created in [from, to), in windows that PagerDuty allows, and none before the account's first incident. */
export async function incidentIds(pass: Pass, { from, to }: Window): Promise<string[]> {
  const oldest = await firstCreated(pass.client, pass.config);
  if (oldest === null) return [];
  const ids = new Set<string>();
  for (let begin = oldest > from ? oldest : from; begin < to; begin = plusSeconds(begin, WINDOW_SECONDS)) {
    const end = plusSeconds(begin, WINDOW_SECONDS);
    for (const { id, at } of await listed(pass, { from: begin, to: end < to ? end : to })) if (at >= from && at < to) ids.add(id);
  }
  return [...ids];
}

async function listed({ client, config }: Pass, window: Window): Promise<readonly { readonly id: string; readonly at: Instant }[]> {
  const found: { readonly id: string; readonly at: Instant }[] = [];
  for (let place: Place | null = { to: window.to, offset: 0 }; place !== null;) {
    const page: Awaited<ReturnType<typeof incidentPage>> = await incidentPage(
      client,
      config,
      { from: window.from, to: place.to },
      place.offset,
    );
    for (const { id, created_at: written } of page.incidents) {
      const at = parseInstant(written);
      if (at !== null) found.push({ id, at });
    }
    place = page.next;
  }
  return found;
}
