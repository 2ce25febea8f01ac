import { z } from 'zod';

/** A revision, or `empty`: what stood in an environment before the first deployment that the hub knows. */
const baseline = z.union([z.literal('empty'), z.string().regex(/^[0-9a-f]{40}$/, 'a full 40-digit revision, or empty')]);

/** `policy.yaml`. Everything that gives meaning; versioned by content and recorded as `policy.activated`. */
export const policySchema = z.strictObject({
  /** Environment names as the tools write them. What is not named takes the tool's own mark, or is unknown. */
  environments: z.record(z.string().min(1), z.strictObject({ production: z.boolean() })).default({}),
  /** Branches from which a repository is released; `*` stands for every repository not named. Default: its default branch. */
  releaseBranches: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)).default({}),
  /** By `repository/environment`, `repository` or `*`. */
  baselines: z.record(z.string().min(1), baseline).default({}),
});

export type PolicyFile = z.output<typeof policySchema>;

/** The policy in force: what the file says, with the defaults that later pieces of the file will set. */
export interface Policy extends PolicyFile {
  /** First 16 hex digits of SHA-256 over the JCS form of the file's content. */
  readonly version: string;
  readonly clockSkewMs: number;
  readonly settleMs: number;
  readonly approvingReviews: number;
}

export const POLICY_DEFAULTS = { clockSkewMs: 60_000, settleMs: 120_000, approvingReviews: 1 } as const;
