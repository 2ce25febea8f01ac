import { z } from 'zod';
import { names, words } from './policy-parts.js';
import { parseInstant } from './time.js';

const MOMENT = 'a moment with its zone, such as 2027-01-01T00:00:00Z';
/** RFC 3339, with its zone. */
export const moment = z.string(MOMENT).refine((text) => parseInstant(text) !== null, MOMENT);

/** What the policy takes out of rules for a time, by a numbered decision of a person: such a subject is EXEMPT, and says so. */
export const exemption = z.strictObject({
  /** Under which the decision is filed: `EX-2026-04`. */
  number: words,
  /** Ids of rules. */
  rules: names,
  /** Only of these services and environments, both as policy calls them. */
  services: names.optional(),
  environments: names.optional(),
  /** Who decided; one of `people`. */
  givenBy: words,
  reason: words,
  /** What starts within [from, until) is taken out. Left out: from ever. */
  from: moment.optional(),
  until: moment,
});

export type Exemption = z.output<typeof exemption>;
