import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

const repository = z.string().regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, 'a repository as owner/name, for example acme/pay');

/** What an operator fills in under `sources:` to connect GitHub or a GitHub Enterprise Server. */
export const githubConfig = z.strictObject({
  /** The API's address; `https://HOST/api/v3` for an Enterprise Server. */
  url: z.url().default('https://api.github.com'),
  token: secret,
  /** One, or two while the secret at the webhook is being changed; without it only polling tells what happens. */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
  repositories: z.array(repository).min(1),
  /** Names of the branches whose commits are read; the default branch when left out. */
  branches: z.array(z.string().min(1)).min(1).optional(),
  /** Seconds between two readings; 60 when left out. */
  pollSeconds: z.number().int().min(1).max(86_400).optional(),
});

export type GithubConfig = z.output<typeof githubConfig>;
