import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

/** env zero's ids are UUIDs; they stand in addresses, so nothing else may pass. */
const id = z.string().regex(/^[\w-]{1,64}$/, 'an id as it stands in the address of the page in env zero');

/**
 * What is signed, and what stands before the hex. The documentation says: the body, and nothing. Its own example vector does
 * not reproduce, and one of its code examples signs the JSON written anew; so both can be said here.
 */
export const signatureConfig = z.strictObject({
  /** BODY: the bytes as they come. REWRITTEN_JSON: the body parsed and written again by JSON.stringify. */
  over: z.enum(['BODY', 'REWRITTEN_JSON']).default('BODY'),
  prefix: z.enum(['', 'sha256=']).default(''),
});

/** What an operator fills in under `sources:` to connect env zero (env0). */
export const env0Config = z.strictObject({
  /** The address of the API; `https://api.env0.com` when left out. */
  url: z.url().default('https://api.env0.com'),
  /** The id of the API key; it is no secret. */
  apiKeyId: z.string().min(1),
  apiKeySecret: secret,
  /** One, or two while the secret at the notification target is being changed; without it only polling tells what happens. */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
  signature: signatureConfig.optional(),
  /** The organization's id. */
  organization: id,
  /** Ids of the projects to read; all that the key is shown when left out. */
  projects: z.array(id).min(1).optional(),
  /** Names of the step that changes the infrastructure, where they end otherwise than in apply, destroy, up, deploy, upgrade or delete. */
  applySteps: z.array(z.string().min(1)).optional(),
  /** Names of the step that asks approval policies (OPA), where they do not begin with opa. */
  policySteps: z.array(z.string().min(1)).optional(),
  /** Seconds between two readings; 60 when left out. */
  pollSeconds: z.number().int().min(1).max(86_400).optional(),
});

export type Env0Config = z.output<typeof env0Config>;
