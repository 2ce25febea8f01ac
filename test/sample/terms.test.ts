import { expect, test } from 'vitest';
import { organisationAt, type Told } from '../../src/sample/organisation/history.js';

/** A sentence of Terms (`controls.md`) by its first words, the story that tells it, and what the rule must answer there. */
type Line = readonly [sentence: string, story: string, rule: string, answer: string];

// What each of these expects is asked of the hub in `organisation.test.ts`; the other sentences are told in `test/pipeline/terms`.
const LINES: readonly Line[] = [
  [
    'Time: Otherwise the two are unordered',
    'The approval comes in the very second in which the deployment starts',
    'post-hoc-approval',
    'INDETERMINATE',
  ],
  [
    'Time: between two systems, by more than …',
    'The change manager declines half a minute after the start',
    'deployed-despite-rejection',
    'INDETERMINATE',
  ],
  [
    'Time: between two systems, by more than …',
    'Long before the clocks of two tools can be compared, the decision is clear',
    'deployed-despite-rejection',
    'PASS',
  ],
  [
    'Time: A fact that its tool does not date',
    'One of two has approved, and Service Management does not say when',
    'unapproved-deployment',
    'INDETERMINATE',
  ],
  ['Time: where it has none, they are unordered', 'A colleague approves in the second of the merge', 'post-merge-review', 'INDETERMINATE'],
  [
    'Service: its environments, production or not; target',
    'Two approvals are required, and both stand at both targets',
    'unapproved-deployment',
    'PASS',
  ],
  ['Service: With neither it is unknown', 'Nobody says whether canary is production', 'untraceable-deployment', 'INDETERMINATE'],
  [
    'Service: (its false is a default and says nothing)',
    'Production without the mark of GitHub is production where policy says so',
    'unapproved-deployment',
    'PASS',
  ],
  [
    'Deployment: One cancelled before it started is no subject',
    'A deployment is called off before it starts',
    'unapproved-deployment',
    'PASS',
  ],
  [
    'Deployment: One that failed … is never a base',
    'A deployment fails, the next one carries its commits, too',
    'unapproved-deployment',
    'PASS',
  ],
  [
    'Deployment: Without an end after 24 h',
    'A deployment never ends, and the next one carries its commits, too',
    'unapproved-deployment',
    'PASS',
  ],
  ['Base: overlapping ones do not see each other', 'Two deployments overlap and do not see each other', 'unapproved-deployment', 'PASS'],
  [
    'Base: with none, rules over a range judge the own revision',
    'The first deployment of a service of which nobody knows what stood before',
    'direct-push',
    'INDETERMINATE',
  ],
  ['Base: the revision of the last one before D', 'The second deployment has the first as its base', 'untracked-commits', 'PASS'],
  [
    'Carries: a redeployment … a rollback',
    'A deployment is rolled back, deployed twice, and brought back',
    'untraceable-deployment',
    'PASS',
  ],
  ['Carries: Both: sideways', 'A hotfix goes sideways past what is in production', 'untraceable-deployment', 'PASS'],
  ['Carries: A carried revert undoes its commit', 'A commit and its revert come in one deployment', 'untraceable-deployment', 'PASS'],
  [
    'Change: weaker mentions … neither satisfy nor trigger a rule',
    'A borrowed ticket: similar to one in the text below',
    'untraceable-deployment',
    'GAP',
  ],
  [
    'Change: one that the covered source does not have counts as none',
    'UTF-8 and SHA-256 look like tickets and are none',
    'untraceable-deployment',
    'GAP',
  ],
  ['Change: one whose ticket was closed', 'A ticket that was closed already is used again', 'untraceable-deployment', 'INDETERMINATE'],
  ['Change: by … trailer', 'Only a trailer of the commit names the ticket', 'unapproved-deployment', 'PASS'],
  ['Change: by … branch name', 'Only the branch names the ticket', 'unapproved-deployment', 'PASS'],
  [
    'Change: Only pull requests merged in the repository …',
    'Nobody knows whether the consultant who approved is the contributor who wrote',
    'direct-push',
    'PASS',
  ],
  [
    'Implementation: … and no change, is an implementation without a change',
    'Nothing says why it was deployed',
    'unapproved-deployment',
    'GAP',
  ],
  [
    'Implementation: names no revision … that the repository has',
    'The revision was forced away before anybody could read it',
    'untraceable-deployment',
    'GAP',
  ],
  [
    'Approval: A decision is replaced by any later decision',
    'An approval is revoked and given again before the start',
    'unapproved-deployment',
    'PASS',
  ],
  [
    'Approval: A decision is replaced by … withdrawal',
    'An approval is revoked and the change is deployed all the same',
    'deployed-despite-rejection',
    'GAP',
  ],
  ['Authorised at t: the tool’s overall decision', 'Of two who were asked, one is enough for the group', 'unapproved-deployment', 'PASS'],
  [
    'Authorised at t: the approvals that policy requires',
    'Two approvals are required, and one of them stands',
    'unapproved-deployment',
    'PASS',
  ],
  [
    'Authorised at t: the approvals that policy requires',
    'Two approvals are required, and one of them stands',
    'post-hoc-approval',
    'PASS',
  ],
  ['Emergency: T bore a type or mark', 'An emergency is reviewed on the day after', 'emergency-without-review', 'PASS'],
  ['Emergency: created within 4 h after it', 'The ticket of an emergency is written two hours later', 'unapproved-deployment', 'EXEMPT'],
  ['Emergency: A mark set later does not count', 'A change is called an emergency when all is over', 'unapproved-deployment', 'GAP'],
  ['Deadline: Until it is met or has run out', 'An emergency is reviewed a week later', 'emergency-without-review', 'GAP'],
  ['Same person: after identity resolution', 'Who wrote the change approves it', 'self-approval', 'GAP'],
  [
    'Same person: An unresolved identity matters',
    'Nobody knows who wrote a commit, and it may be the only reviewer',
    'unreviewed-code',
    'INDETERMINATE',
  ],
  ['Same person: A service account is never an approver', 'An automation approves', 'unapproved-deployment', 'GAP'],
  ['Same person: A service account is never … a reviewer', 'A pipeline approves under an ordinary account', 'unreviewed-code', 'GAP'],
  [
    'Same person: A merge of the target branch makes nobody an author',
    'The reviewer presses "update branch" after the approval',
    'unreviewed-code',
    'PASS',
  ],
  ['Same person: authors are … pushers', 'The only reviewer has pushed a commit to it himself', 'unreviewed-code', 'GAP'],
  ['Service: its environments, production or not', 'Staging first, then production', 'unapproved-deployment', 'PASS'],
  [
    'Time: between two systems, by more than …',
    'The deployment starts twenty seconds after its window, by the clock of another tool',
    'outside-window',
    'INDETERMINATE',
  ],
  ['Deadline: Until it is met or has run out', 'An emergency of today may still be reviewed', 'unapproved-deployment', 'EXEMPT'],
  [
    'Change: D carries T when … the artefact’s provenance',
    'The code of an image is deployed from a repository of manifests',
    'unapproved-deployment',
    'PASS',
  ],
];

const organisation = organisationAt(new Date('2026-05-20T14:03:27Z'));
const told = new Map<string, Told>(organisation.told.map((one) => [one.story.id, one]));
for (let next = organisation.next(); next !== null; next = organisation.next()) told.set(next.story.id, next);

test.each(LINES)('“%s” is told by the story "%s", in which %s is %s', (_sentence, story, rule, answer) => {
  const answers = (told.get(story)?.expected ?? []).filter((one) => one.rule === rule).map((one) => String(one.answer));
  expect(answers).toContain(answer);
});

test('every story is named by a sentence, or shows a rule and no term', () => {
  const named = new Set(LINES.map(([, story]) => story));
  const terms = [...told.values()].filter(({ story }) => story.shows.some((word) => /^[A-Z]/.test(word)));
  expect(terms.map(({ story }) => story.id).filter((id) => !named.has(id))).toEqual([]);
});
