import { z } from 'zod';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

const jobName = z.string().regex(/^[^/\s][^/]*(\/[^/]+)*$/, 'the full name of a job or folder, for example payments/deploy-pay');

const NO_PLACE = 'one of environment and environmentParameter, so that it is known where the job deploys to';

/** A job whose builds are deployments. */
const deployment = z.strictObject({
  /** Its full name; of a folder or multibranch pipeline: all jobs in it. */
  job: jobName,
  /** What it deploys to, as policy knows it. */
  environment: z.string().min(1).optional(),
  /** The parameter that names what it deploys to. */
  environmentParameter: z.string().min(1).optional(),
  /** The parameter in which somebody names the change: `CHANGE` with CHG0030192. */
  changeParameter: z.string().min(1).optional(),
});

/** What an operator fills in under `sources:` to connect a Jenkins controller. */
export const jenkinsConfig = z.strictObject({
  /** The controller's address, with the path that it lies under: `https://jenkins.acme.example/ci`. */
  url: z.url(),
  /** Whose token it is. */
  user: z.string().min(1),
  token: secret,
  /** What the pipeline step sends as `Authorization: Bearer …`: one, or two while it is being changed. */
  webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
  /** Jobs whose builds are read, by full name; of a folder or multibranch pipeline all jobs in it. */
  jobs: z.array(jobName).min(1),
  /** Those of them that deploy. Either `environment` or `environmentParameter` says where to; all others build. */
  deployments: z
    .array(deployment.refine((one) => (one.environment === undefined) !== (one.environmentParameter === undefined), NO_PLACE))
    .optional(),
  /** Addresses of shared libraries, whose commits are not what a build is of. */
  libraries: z.array(z.string().min(1)).optional(),
  /** Parameters whose values are never kept, beside those that Jenkins calls passwords or whose names sound like it. */
  secretParameters: z.array(z.string().min(1)).optional(),
  /** Seconds between two readings; 60 when left out. */
  pollSeconds: z.number().int().min(1).max(86_400).optional(),
});

export type JenkinsConfig = z.output<typeof jenkinsConfig>;
