import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

/** It stands in an address, and in a question about permissions where `*` and `/` would widen it. */
const projectName = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'the name of a project in Argo CD, for example payments');

/** What an operator fills in under `sources:` to connect an Argo CD. */
export const argocdConfig = z.strictObject({
  /** The address of its API server, `https://argocd.acme.example`. */
  url: z.url(),
  /** A token of an account that may get applications (`argocd account generate-token`). */
  token: secret,
  /** What notifications send as `Authorization: Bearer …`: one, or two while it is being changed. Without it only polling tells what happens. */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
  /** Projects whose applications are read; left out: all that the token may get. */
  projects: z.array(projectName).min(1).optional(),
  /** Seconds between two readings; 60 when left out. Argo CD forgets a failed sync at the next one: read often. */
  pollSeconds: z.number().int().min(1).max(86_400).optional(),
});

export type ArgocdConfig = z.output<typeof argocdConfig>;
