import { readPayload, wireTime } from '#contract';
import { z } from 'zod';

const id = z.string().min(1).max(200);
const time = wireTime('2026-01-31T09:00:00.000Z');
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

const user = z.object({
  user_id: id,
  name: maybe(z.string()),
  email: maybe(z.string()),
  app_metadata: maybe(z.object({ isApiKey: maybe(z.boolean()), isSystemUser: maybe(z.boolean()) })),
});
export type User = z.output<typeof user>;

/** A deployment log; `api-reference/openapi.yml`, EnvironmentApi.DeploymentLog. */
const deployment = z.object({
  id,
  type: z.string().min(1),
  status: z.string().min(1),
  environmentId: id,
  createdAt: time,
  startedAt: maybe(time),
  finishedAt: maybe(time),
  startedBy: maybe(z.string().min(1)),
  startedByUser: maybe(user),
  abortedBy: maybe(z.string()),
  reviewers: maybe(z.array(z.object({ userId: id, action: z.string() }))),
  reviewersUsers: maybe(z.array(z.object({ user, action: z.string() }))),
  blueprintId: maybe(z.string()),
  blueprintRepository: maybe(z.string()),
  blueprintRevision: maybe(z.string()),
  comment: maybe(z.string()),
  prNumber: maybe(z.union([z.string(), z.number()]).transform(String)),
  triggerName: maybe(z.string()),
  isScheduledRun: maybe(z.boolean()),
  isSkippedApply: maybe(z.boolean()),
  driftDetected: maybe(z.boolean()),
  planSummary: maybe(z.object({ added: z.number(), changed: z.number(), destroyed: z.number() })),
  gitMetadata: maybe(z.object({ commit: maybe(z.string()) })),
  customEnv0EnvironmentVariables: maybe(z.object({ commitHash: maybe(z.string()) })),
});
export type Deployment = z.output<typeof deployment>;

const environment = z.object({ id, name: maybe(z.string()), projectId: maybe(z.string()) });

/** A step of a deployment; DeploymentStep of env zero's own clients. `role` is the connector's word, from its configuration. */
const step = z.object({
  id,
  name: z.string().min(1),
  order: z.number(),
  status: z.string(),
  startedAt: maybe(time),
  completedAt: maybe(time),
  role: z.enum(['APPLY', 'POLICY', 'OTHER']),
});
export type Step = z.output<typeof step>;

/** As the poll reads it. `steps` is null where env zero did not show them, or none are of use. */
export const deploymentRecord = z.object({ environment, deployment, steps: z.array(step).nullable() });

export const deploymentEvent = z.object({
  type: z.string().min(1),
  time,
  data: z.object({ environment: maybe(environment), deploymentLog: deployment, gitRevision: maybe(z.string()) }),
});

/** The payload as the schema reads it. Throws `MalformedRecord` with the path of the first field that does not fit. */
export function readAs<T>(schema: z.ZodType<T>, payload: unknown, what: string): T {
  return readPayload(schema, payload, { what, by: 'env zero' });
}
