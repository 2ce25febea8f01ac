import { judgePulls, type Question, type Reviewed } from './reviewing/pull-requests.js';
import { TIMELY } from './reviewing/reviewers.js';
import { capital, reviewsOf } from './reviewing/words.js';
import type { Rule } from './rule.js';

/** A carried pull request was approved before its merge, but what was merged is not what was approved. */
export const staleReview: Rule = {
  info: {
    id: 'stale-review',
    title: 'A pull request was merged with code that its reviewers had not seen',
    gapWhen:
      'the approving reviews that a carried pull request needs exist before its merge, but saw another head than the one merged; a merge of the target branch into the reviewed head is not new code',
    severity: 'MEDIUM',
    subject: 'deployment, pull request',
    clauses: ['NIST 800-53 CM-3 b, SA-10, SA-11(4)', 'ISO 27001 A.8.4, A.8.28, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.2.3.1'],
  },
  silence: 'It is asked about each pull request that is carried, and none is.',
  judge: (subject) => judgePulls(subject, question),
};

const question: Question = {
  level: TIMELY,
  fails: ({ before, timely }, needed) => before >= needed && timely < needed,
  whether: 'was merged with code that its reviewers had not seen',
  pass: ({ named, needed }, worlds) => {
    if (worlds.every(({ timely }) => timely >= needed)) {
      return `${capital(named)} had ${reviewsOf(needed, 'independent approving')} of the head that was merged.`;
    }
    if (worlds.every(({ before }) => before < needed)) {
      return `${capital(named)} had no sufficient independent review before its merge; unreviewed-code or post-merge-review speaks of that.`;
    }
    return `${capital(named)} was not merged on a review of another head.`;
  },
  gap: (reviewed) => ({
    sentence: `${capital(reviewed.named)} had ${reviewsOf(reviewed.needed, 'independent approving')} before its merge, but too few of ${headOf(reviewed)}.`,
    wouldPassIf: `${reviewsOf(reviewed.needed, 'independent approving')} of ${headOf(reviewed)}, had been given before the merge`,
  }),
};

/** `1a2b3c4d5e6f, the head that was merged` */
function headOf({ pull }: Reviewed): string {
  return pull.mergeHead === null ? 'the head that was merged' : `${pull.mergeHead.slice(0, 12)}, the head that was merged`;
}
