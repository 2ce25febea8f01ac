import { type Instant, parseInstant } from '#contract';
import { z } from 'zod';
import type { PagerdutyConfig } from '../config.js';
import { type Client, expect, type Query } from './client.js';
import { INCIDENTS, MOST, OF_UTC, PAGE, paged, plusSeconds, written } from './lists.js';

const entry = z.object({
  type: z.string(),
  created_at: z.string(),
  incident: z.object({ id: z.string() }),
  service: z.object({ id: z.string() }).nullish(),
});
const answer = z.object({ log_entries: z.array(entry), more: z.boolean() });
type Answer = z.output<typeof answer>;

/** Entries that neither open nor end an incident: who was told, who took it. All others, also those that are not documented, may. */
const WORKED_ON =
  /^(?:acknowledge|annotate|assign|delegate|escalate|exhaust_escalation_path|notify|reach_ack_limit|reach_trigger_limit|repeat_escalation_path|snooze|unacknowledge)_log_entry$/;

/**
 * Ids of the incidents that were triggered, resolved or otherwise changed since, oldest change first. Nothing lists incidents
 * by their last change; the account's log does, newest first: what is written meanwhile moves the others on, and they come twice.
 */
export async function changedSince(client: Client, config: PagerdutyConfig, since: Instant): Promise<readonly string[]> {
  const changed = new Set<string>();
  for (let place: Place | null = { until: null, offset: 0 }; place !== null;) {
    const read: Answer = await page(client, since, place);
    const wanted = read.log_entries.filter(({ type, service }) => !WORKED_ON.test(type) && isWanted(config, service?.id));
    for (const { incident } of wanted) changed.add(incident.id);
    place = read.more ? after(place, read) : null;
  }
  return [...changed].reverse();
}

interface Place {
  readonly until: Instant | null;
  readonly offset: number;
}

async function page(client: Client, since: Instant, { until, offset }: Place): Promise<Answer> {
  const end: Query = until === null ? [] : [['until', written(until)]];
  const query: Query = [['since', written(since)], ...end, ...OF_UTC, ...paged(offset)];
  return expect(answer, await client.get('/log_entries', query, INCIDENTS), INCIDENTS);
}

/** Past 10,000 entries the list begins anew at the second of the last one. */
function after({ until, offset }: Place, { log_entries: entries }: Answer): Place {
  if (offset + 2 * PAGE <= MOST) return { until, offset: offset + PAGE };
  const oldest = parseInstant(entries.at(-1)?.created_at ?? '');
  return { until: oldest === null ? until : plusSeconds(oldest, 1), offset: 0 };
}

function isWanted({ services }: PagerdutyConfig, service: string | undefined): boolean {
  return services === undefined || service === undefined || services.includes(service);
}
