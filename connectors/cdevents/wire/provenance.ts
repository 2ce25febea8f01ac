import { z } from 'zod';
import { wireTime } from '#contract';

const filled = z.string().min(1);
const time = wireTime('2026-01-31T09:00:00Z');
const digests = z.record(z.string(), z.string());

/** in-toto Statement, v1 and v0.1. */
export const statement = z.object({
  _type: z.string().regex(/^https:\/\/in-toto\.io\/Statement\/v(1|0\.1)$/, 'an in-toto Statement of v1 or v0.1'),
  subject: z.array(z.object({ name: z.string().optional(), uri: z.string().optional(), digest: digests.optional() })).min(1),
  predicateType: filled,
  predicate: z.custom<unknown>().optional(),
});
export type Statement = z.output<typeof statement>;

const dependency = z.object({ uri: z.string().optional(), digest: digests.optional() });
export type Dependency = z.output<typeof dependency>;

/** https://slsa.dev/spec/v1.0/provenance */
export const slsa1 = z.object({
  predicate: z.object({
    buildDefinition: z.object({ buildType: filled, resolvedDependencies: z.array(dependency).optional() }),
    runDetails: z.object({
      builder: z.object({ id: filled }),
      metadata: z.object({ invocationId: z.string(), startedOn: time, finishedOn: time }).partial().optional(),
    }),
  }),
});

/** https://slsa.dev/spec/v0.2/provenance */
export const slsa02 = z.object({
  predicate: z.object({
    buildType: filled,
    builder: z.object({ id: filled }),
    invocation: z.object({ configSource: dependency.optional() }).optional(),
    materials: z.array(dependency).optional(),
    metadata: z.object({ buildInvocationId: z.string(), buildStartedOn: time, buildFinishedOn: time }).partial().nullable().optional(),
  }),
});

/** DSSE 1.0, and the parts of a Sigstore bundle that hold one; its certificate and log entries are not read. */
export const envelope = z.object({
  payloadType: z.literal('application/vnd.in-toto+json', 'an in-toto payload'),
  payload: filled,
  signatures: z.array(z.object({ sig: filled })).min(1),
});
export const bundle = z.object({ dsseEnvelope: envelope });
