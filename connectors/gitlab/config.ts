import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

const project = z
  .string()
  .regex(/^[A-Za-z0-9_][\w.-]*(?:\/[A-Za-z0-9_][\w.-]*)+$/, 'the full path of a project, for example acme/payments/pay');

/** What an operator fills in under `sources:` to connect GitLab.com or a GitLab of one's own. */
export const gitlabConfig = z.strictObject({
  /** The instance's address, without `/api/v4`. */
  url: z.url().default('https://gitlab.com'),
  /** A personal, group or project access token with the scope `read_api`. */
  token: secret,
  /**
   * The secret token, or the signing token (`whsec_…`) of the webhooks; two while one of them is being changed, or one of each
   * kind. Without it only polling tells what happens.
   */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
  /** Full paths. */
  projects: z.array(project).min(1),
  /** Names of the branches whose commits and protection are read; the default branch when left out. */
  branches: z.array(z.string().min(1)).min(1).optional(),
  /** Seconds between two readings; 60 when left out. */
  pollSeconds: z.number().int().min(1).max(86_400).optional(),
});

export type GitlabConfig = z.output<typeof gitlabConfig>;
