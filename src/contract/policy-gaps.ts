import { z } from 'zod';
import { duration } from './policy-parts.js';

/** What policy says of gaps themselves. */
export const gapsPart = z.strictObject({
  /** By severity: so long after its opening a gap is to be put right. A severity left out: at any time. */
  due: z
    .strictObject({ CRITICAL: duration.optional(), HIGH: duration.optional(), MEDIUM: duration.optional(), LOW: duration.optional() })
    .optional(),
});
