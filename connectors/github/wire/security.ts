import { z } from 'zod';
import * as rest from './rest.js';
import { id, sha, time } from './scalar.js';

/** An alert of one of the three kinds, in REST and in webhooks alike. Which of its times are set tells its state. */
export const alert = z.object({
  number: z.int().positive(),
  // Enterprise Servers leave it out of webhooks about secrets.
  created_at: time.nullish(),
  fixed_at: time.nullish(),
  dismissed_at: time.nullish(),
  auto_dismissed_at: time.nullish(),
  resolved_at: time.nullish(),
  dismissed_by: rest.user.nullish(),
  resolved_by: rest.user.nullish(),
  dismissed_reason: z.string().nullish(),
  resolution: z.string().nullish(),
  // Code scanning.
  rule: z.object({ id: z.string().nullish(), severity: z.string().nullish(), security_severity_level: z.string().nullish() }).nullish(),
  tool: z.object({ name: z.string().nullish() }).nullish(),
  // Dependabot.
  dependency: z.object({ package: z.object({ ecosystem: z.string(), name: z.string() }).nullish() }).nullish(),
  security_advisory: z.object({ ghsa_id: z.string(), severity: z.string().nullish() }).nullish(),
  // Secret scanning: the type, never the secret.
  secret_type: z.string().nullish(),
});

export const alertRecord = z.object({ repository: rest.ownRepository, kind: z.string(), alert });
export const alertEvent = z.object({ action: z.string(), alert, repository: rest.ownRepository });

const published = z.object({
  id,
  name: z.string(),
  namespace: z.string().nullish(),
  package_type: z.string(),
  package_version: z
    .object({
      version: z.string(),
      target_oid: sha.nullish().catch(null),
      container_metadata: z.object({ tag: z.object({ name: z.string().nullish(), digest: z.string().nullish() }).nullish() }).nullish(),
    })
    .nullish(),
});
/** The same is told twice, by `package` and by the older `registry_package`. */
export const packageEvent = z.object({ action: z.string(), repository: rest.ownRepository.nullish(), package: published });
export const registryPackageEvent = packageEvent.omit({ package: true }).extend({ registry_package: published });
export type Published = z.output<typeof published>;

/** The statement in an attestation (in-toto), as the poll decoded it; of a predicate only what SLSA's provenance has. */
export const attestationRecord = z.object({
  repository: rest.ownRepository,
  digest: z.string(),
  statement: z.object({
    predicateType: z.string(),
    subject: z.array(z.object({ name: z.string().nullish(), digest: z.record(z.string(), z.string()) })),
    predicate: z
      .looseObject({
        buildDefinition: z
          .object({
            resolvedDependencies: z
              .array(z.object({ uri: z.string().nullish(), digest: z.record(z.string(), z.string()).nullish() }))
              .nullish(),
          })
          .nullish(),
        runDetails: z.object({ metadata: z.object({ invocationId: z.string().nullish() }).nullish() }).nullish(),
      })
      .nullish(),
  }),
});

/** One delivery of a hook, with what was sent. */
export const hookDelivery = z.object({ id, guid: z.string(), event: z.string(), request: z.object({ payload: z.json() }) });
