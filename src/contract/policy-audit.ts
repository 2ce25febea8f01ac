import { z } from 'zod';
import { names, words } from './policy-parts.js';

const day = z.string('a day such as 2026-01-31').regex(/^\d{4}-\d\d-\d\d$/, 'a day such as 2026-01-31');

/** Services whose changes are under control, and therefore in the population of an audit. */
export const scopePart = z.strictObject({
  /** As policy calls them; what is not mapped, by the ref of its repository or object. */
  services: names,
  owner: words.optional(),
  /** First day, and the day after the last, in UTC; left out: without bound. */
  from: day.optional(),
  to: day.optional(),
  /** Sources that their evidence must come from. Left out: any. */
  sources: names.optional(),
});

const bound = z.int().min(1, 'at least 1');

/** From how many services or commits on, or from which risks, a change is of MEDIUM or HIGH complexity; the highest of them counts. */
const threshold = z.strictObject({ risks: names.optional(), services: bound.optional(), commits: bound.optional() });

export const complexity = z.strictObject({ medium: threshold.optional(), high: threshold.optional() });

const SHA256 = 'SHA-256 as 64 hex digits in lower case';

/** A document that says in words what the policy says: kept with each activation, by what stands in it. */
export const policyDocument = z
  .strictObject({
    title: words,
    /** Path relative to policy.yaml. */
    file: words.optional(),
    /** Of its bytes. Left out: the file that is read says it. */
    sha256: z
      .string(SHA256)
      .regex(/^[0-9a-f]{64}$/, SHA256)
      .optional(),
  })
  .refine(({ file, sha256 }) => file !== undefined || sha256 !== undefined, 'file or sha256: which document');
