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
});

const bound = z.int().min(1, 'at least 1');

/** From how many services or commits on, or from which risks, a change is of MEDIUM or HIGH complexity; the highest of them counts. */
const threshold = z.strictObject({ risks: names.optional(), services: bound.optional(), commits: bound.optional() });

export const complexity = z.strictObject({ medium: threshold.optional(), high: threshold.optional() });
