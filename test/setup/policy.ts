import { durationMs, type Policy, policySchema } from '#contract';

/** The policy of an empty file that settles at once, with what a test says of it. */
export function policyWith(part: Partial<Policy> = {}): Policy {
  const { clockSkew, people: _, serviceAccounts: __, settle: ___, templates: ____, ...rest } = policySchema.parse({});
  const replaced = { people: {}, serviceAccounts: [], templates: {} };
  return { ...rest, ...replaced, version: 'p1', clockSkewMs: durationMs(clockSkew), settleMs: 0, ...part };
}
