import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

const id = z.string().regex(/^[A-Z0-9]{5,32}$/, 'an id of PagerDuty, for example PIJ90N7');

/** What an operator fills in under `sources:` to connect PagerDuty. */
export const pagerdutyConfig = z.strictObject({
  /** The address of the API; `https://api.eu.pagerduty.com` for accounts in the EU. */
  url: z.url().default('https://api.pagerduty.com'),
  /** A read-only REST API key. */
  token: secret,
  /** One, or two while a subscription is being replaced; without it only polling tells what happens. */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
  /** Ids of the services whose incidents are read; of all services when left out. */
  services: z.array(id).min(1).max(100).optional(),
  /** Seconds between two readings; 60 when left out. */
  pollSeconds: z.number().int().min(1).max(86_400).optional(),
});

export type PagerdutyConfig = z.output<typeof pagerdutyConfig>;
