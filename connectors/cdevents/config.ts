import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

/** What an operator fills in under `sources:` for one sender of CDEvents: nothing is asked of it, so it needs no address. */
export const cdeventsConfig = z.strictObject({
  /**
   * The token that the sender gives in `Authorization: Bearer`, or the key `whsec_…` with which it signs (Standard Webhooks).
   * Each sender has a source and a secret of its own; two while the secret is being changed.
   */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]),
});

export type CdeventsConfig = z.output<typeof cdeventsConfig>;
