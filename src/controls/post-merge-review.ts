import { judgePulls, type Question, type Reviewed } from './reviewing/pull-requests.js';
import { NONE, STALE } from './reviewing/reviewers.js';
import { capital, reviewsOf } from './reviewing/words.js';
import type { Rule } from './rule.js';
import { spoken } from './spoken.js';

/** A carried pull request was approved by somebody independent, but only after it was merged. */
export const postMergeReview: Rule = {
  info: {
    id: 'post-merge-review',
    title: 'A pull request was reviewed only after its merge',
    gapWhen: 'the approving reviews that a carried pull request needs exist, but only with those given after its merge',
    severity: 'MEDIUM',
    subject: 'deployment, pull request',
    clauses: ['NIST 800-53 CM-3 b, SA-10, SA-11(4)', 'ISO 27001 A.8.4, A.8.28, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.2.3.1'],
  },
  silence: 'It is asked about each pull request that is carried, and none is.',
  judge: (subject) => judgePulls(subject, question),
};

const question: Question = {
  level: STALE,
  fails: ({ ever, before }, needed) => ever >= needed && before < needed,
  whether: 'was independently reviewed only after its merge',
  pass: ({ named, needed }, worlds) => {
    if (worlds.every(({ before }) => before >= needed)) {
      return `${capital(named)} had ${reviewsOf(needed, 'independent approving')} before it was merged.`;
    }
    if (worlds.every(({ ever }) => ever < needed)) {
      return `${capital(named)} had no sufficient independent review, neither before its merge nor after; unreviewed-code speaks of that.`;
    }
    return `No independent approving review of ${named} came only after its merge.`;
  },
  gap: (reviewed) => ({
    sentence: `${capital(reviewed.named)} had ${reviewsOf(reviewed.needed, 'independent approving')} only after it was merged.`,
    wouldPassIf: wouldPassIf(reviewed),
  }),
};

/** The last of the reviews that are needed came so long after the merge. */
function wouldPassIf({ subject, reviewers, needed }: Reviewed): string {
  const sure = reviewers.all.filter(({ levels }) => !levels.includes(NONE)).sort((a, b) => a.lateMs - b.lateMs);
  const last = sure[needed - 1];
  const by = last ? subject.persons.nameOf(last.name) : null;
  const review = by === null ? 'an independent approving review' : `the approving review by ${by}`;
  return last && Number.isFinite(last.lateMs) ? `${review} had come ${spoken(last.lateMs)} earlier` : `${review} had come before the merge`;
}
