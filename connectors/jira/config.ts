import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

/** It stands inside JQL, so nothing else may pass. */
const projectKey = z.string().regex(/^[A-Z][A-Z0-9_]{1,254}$/, 'a project key in capitals, for example PAY');
const customField = z.string().regex(/^customfield_\d+$/, 'the id of a custom field, for example customfield_10010');

/** What an operator fills in under `sources:` to connect Jira Cloud or a Data Center, with or without Service Management. */
export const jiraConfig = z.strictObject({
  /** The site's address, `https://acme.atlassian.net`. */
  url: z.url(),
  /** A Data Center: `token` is a personal access token, and `email` is left out. */
  dataCenter: z.boolean().default(false),
  /** Whose API token it is; left out, the token is sent as a bearer token (OAuth 2.0). */
  email: z.email().optional(),
  token: secret,
  /** One, or two while the secret at the webhook is being changed; without it only polling tells what happens. */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
  projects: z.array(projectKey).min(1),
  /** Custom fields to read beside Jira's own, under names for people: `backout plan: customfield_10010`. */
  fields: z.record(z.string().min(1), customField).optional(),
  /** Seconds between two readings; 60 when left out. */
  pollSeconds: z.number().int().min(1).max(86_400).optional(),
});

export type JiraConfig = z.output<typeof jiraConfig>;
