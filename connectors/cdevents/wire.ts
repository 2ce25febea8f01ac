import { z } from 'zod';
import { wireTime } from '#contract';

const filled = z.string().min(1);
const TIME = '2026-01-31T09:00:00Z';

/** CloudEvents 1.0.2, JSON Event Format; what stands in `data` is read by its own shape. */
export const cloudEvent = z.object({
  specversion: z.literal('1.0', 'CloudEvents 1.0'),
  id: filled,
  source: filled,
  type: filled,
  data: z.custom<unknown>().optional(),
  data_base64: z.string().optional(),
});

const REFERENCE = { id: filled, source: filled.optional() };

/** Another thing: its source is that of the event, where it names none (CDEvents, Format of subjects). */
export const reference = z.object(REFERENCE);
export type Reference = z.output<typeof reference>;

/** What all CDEvents have in common, from 0.3 to 0.6; the content of the subject is read by the type of the event. */
export const cdevent = z.object({
  context: z.object({
    id: filled,
    source: filled,
    type: z.string().regex(/^dev\.cdevents\.[a-z]+\.[a-z]+\.\d+\.\d+\.\d+/, 'dev.cdevents.<subject>.<predicate>.<version>'),
    timestamp: wireTime(TIME),
  }),
  subject: z.object({ ...REFERENCE, content: z.looseObject({}) }),
});

const outcome = z.enum(['success', 'failure', 'cancel', 'error']);
const environment = reference;
/** A package URL; some senders leave it empty. */
const artifactId = z.string();

export const run = z.object({
  pipelineName: z.string().optional(),
  taskName: z.string().optional(),
  pipelineRun: reference.optional(),
  outcome: outcome.optional(),
  artifactId: artifactId.optional(),
});

const tested = z.object({ id: filled, name: z.string().optional(), type: z.string().optional() });

export const test = z.object({
  outcome: outcome.optional(),
  reason: z.string().optional(),
  environment: environment.optional(),
  testSuiteRun: reference.optional(),
  testCase: tested.optional(),
  testSuite: tested.optional(),
});

export const service = z.object({ environment, artifactId: artifactId.optional() });

export const incident = z.object({
  description: z.string().optional(),
  environment,
  service: reference.optional(),
  artifactId: artifactId.optional(),
  ticketURI: filled.optional(),
});

export const inRepository = z.object({ description: z.string().optional(), repository: reference.optional() });

export const repository = z.object({ name: filled.optional(), owner: z.string().optional() });

export const artifact = z.object({ change: reference.optional(), user: z.string().optional() });

export const ticket = z.object({
  summary: z.string().optional(),
  ticketType: filled.optional(),
  group: z.string().optional(),
  creator: filled.optional(),
  updatedBy: filled.optional(),
  assignees: z.array(filled).optional(),
  priority: z.string().optional(),
  labels: z.array(z.string()).optional(),
  milestone: z.string().optional(),
  resolution: filled.optional(),
});
export type Ticket = z.output<typeof ticket>;

/** Only in the draft of 0.6. */
export const approval = z.object({
  resourceTargetUrl: filled,
  requestor: filled.optional(),
  responder: filled.optional(),
  decision: z.enum(['escalated', 'delegate', 'deferred', 'requestChanges', 'approved', 'rejected']).optional(),
  status: z.enum(['approved', 'rejected', 'cancelled', 'expired']).optional(),
});
