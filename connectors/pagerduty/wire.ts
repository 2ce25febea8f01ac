import { readPayload, wireTime } from '#contract';
import { z } from 'zod';

const id = z.string().min(1).max(100);
const time = wireTime('2026-01-31T09:00:00Z');
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** `user_reference`, `service_reference`, `integration_reference` …, and the whole of each where it was included. */
const agent = z.object({ id, type: z.string(), summary: maybe(z.string()) });
export type Agent = z.output<typeof agent>;

const service = z.object({ id });
const priority = z.object({ id, summary: maybe(z.string()) });
const described = { title: maybe(z.string()), urgency: maybe(z.string()), priority: maybe(priority) };

/** Schema Incident of PagerDuty's API description; `incident_number` is `number` in webhooks. */
const incident = z.object({
  id,
  incident_number: z.int(),
  status: z.string(),
  created_at: time,
  resolved_at: maybe(time),
  last_status_change_at: maybe(time),
  last_status_change_by: maybe(agent),
  service,
  ...described,
});
export type Incident = z.output<typeof incident>;

const changeEvent = z.object({
  id,
  summary: maybe(z.string()),
  links: maybe(z.array(z.object({ href: maybe(z.string()), text: maybe(z.string()) }))),
});
export type ChangeEvent = z.output<typeof changeEvent>;

/** As the poll reads it. `trigger`: its first log entry; `changes`: null where PagerDuty did not show them. */
export const incidentRecord = z.object({
  incident,
  trigger: maybe(z.object({ agent: maybe(agent), service: maybe(service) })),
  changes: maybe(z.array(changeEvent)),
});

const told = z.object({ id, number: z.int(), created_at: maybe(time), reopened_at: maybe(time), service, ...described });
export type Told = z.output<typeof told>;

export const incidentEvent = z.object({ event: z.object({ event_type: z.string(), occurred_at: time, agent: maybe(agent), data: told }) });

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'PagerDuty' });
}
