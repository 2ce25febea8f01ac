import { judgePulls, type Question, type Reviewed } from './reviewing/pull-requests.js';
import { LATE } from './reviewing/reviewers.js';
import { capital, reviewsOf } from './reviewing/words.js';
import type { Rule } from './rule.js';

/** A carried pull request never had an approving review by somebody who is neither its opener nor an author or pusher. */
export const unreviewedCode: Rule = {
  info: {
    id: 'unreviewed-code',
    title: 'A pull request was deployed without an independent approving review',
    gapWhen:
      'a carried pull request never had [1] approving review by someone who is neither its opener nor an author or pusher of its commits',
    severity: 'HIGH',
    subject: 'deployment, pull request',
    clauses: ['NIST 800-53 CM-3 b, SA-10, SA-11(4)', 'ISO 27001 A.8.4, A.8.28, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.2.3.1'],
  },
  silence: 'It is asked about each pull request that is carried, and none is.',
  judge: (subject) => judgePulls(subject, question),
};

const question: Question = {
  level: LATE,
  fails: ({ ever }, needed) => ever < needed,
  whether: 'was independently reviewed',
  pass: ({ named, needed }) => `${capital(named)} had ${reviewsOf(needed, 'independent approving')}.`,
  gap: ({ named, needed }: Reviewed) => ({
    sentence: `${capital(named)} was deployed without ${reviewsOf(needed, 'approving')} by somebody who did not write it.`,
    wouldPassIf: `${needed === 1 ? 'one approving review' : `${needed} approving reviews`} by somebody who neither opened it nor wrote or pushed its commits had been given`,
  }),
};
