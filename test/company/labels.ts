import { hasResult, saysWell } from './answers/outcome-mismatch.js';
import { isApproved } from './answers/stale-approval.js';
import { isProduction } from './policy.js';
import type { Change, Expectation, Pull, Unit, When } from './plan.js';
import { type RuleName, RULES } from './rule-names.js';
import { carrying, implementing } from './mutators/expect.js';
import type { Names } from './play/acting.js';
import { PLANNED_END, PLANNED_START } from './site.js';

/** `rule subject ANSWER` of each verdict that a unit must get beside the good ones, and `REVIEW_DUE subject` of each deadline. */
export function labelsOf(unit: Unit, names: Names, at: When): readonly string[] {
  const due = at === 'BEFORE_DEADLINE' ? unit.due.map((one) => `REVIEW_DUE ${subjectOf(names, one)}`) : [];
  const bad = expectedAt(unit, at).filter(({ answer }) => !['NONE', 'PASS', 'ANY'].includes(answer));
  return [...bad.map((one) => `${one.rule} ${subjectOf(names, one)} ${one.answer}`), ...due];
}

/** `rule subject` of what a rule does not apply to. */
export function nonesOf(unit: Unit, names: Names, at: When): readonly string[] {
  const nones = expectedAt(unit, at).filter(({ answer }) => answer === 'NONE');
  return nones.map((one) => `${one.rule} ${subjectOf(names, one)}`);
}

function expectedAt({ expects, silent = [] }: Unit, at: When): readonly Expectation[] {
  return expects.filter(({ when, rule }) => (when === undefined || when === at) && !silent.includes(rule));
}

/** What each rule must have passed: silence would be no proof that it looked. All that nothing else is expected of. */
export function passesOf(unit: Unit, names: Names, at: When): readonly string[] {
  const about = (one: Question) => `${one.rule} ${subjectOf(names, one)}`;
  const expected = expectedAt(unit, at);
  const other = new Set(expected.filter(({ answer }) => answer !== 'PASS').map(about));
  const named = expected.filter(({ answer }) => answer === 'PASS').map(about);
  return [...named, ...asked(unit).map(about)].filter((one) => !other.has(one)).map((one) => `${one} PASS`);
}

type About = Pick<Expectation, 'rollout' | 'with' | 'commit' | 'service'>;
type Question = About & { readonly rule: RuleName };

/** Each implementing deployment by itself. */
const ofDeployments = (unit: Unit): readonly About[] => implementing(unit).map((rollout) => ({ rollout }));

/** Each of them with each pull request that it carries. */
const ofPulls = (unit: Unit): readonly About[] =>
  unit.changes.flatMap(({ pulls }) => pulls.flatMap((pull) => carrying(unit, pull).map((rollout) => ({ rollout, with: pull }))));

/** Each implementation of each change that has a ticket: by the deployments that carry it, or by hand. */
const ofImplementations = (unit: Unit): readonly About[] =>
  unit.changes
    .filter(({ ticket, isIdle }) => ticket !== null && !isIdle)
    .flatMap((change) =>
      change.byHand === null ? carrying(unit, change).map((rollout) => ({ rollout, with: change })) : [{ with: change }],
    );

const ofPlanned = (unit: Unit): readonly About[] => ofImplementations({ ...unit, changes: unit.changes.filter(isPlanned) });

/** Each ticket by itself, of what was implemented. */
const ofTickets = ({ changes }: Unit): readonly About[] =>
  changes.filter(({ ticket, isIdle }) => ticket !== null && !isIdle).map((change) => ({ with: change }));

/** What was deployed, and says that it went well. */
const ofSuccessful = (unit: Unit): readonly About[] =>
  ofTickets({ ...unit, changes: unit.changes.filter((change) => change.byHand === null && saysWell(change)) });

/** What was implemented, and says how it ended. */
const ofSaid = (unit: Unit): readonly About[] => ofTickets({ ...unit, changes: unit.changes.filter(hasResult) });

/** What was implemented, and approved for certain before. */
const ofApproved = (unit: Unit): readonly About[] =>
  ofTickets({ ...unit, changes: unit.changes.filter((change) => isApproved(unit, change)) });

const ofProduction = ({ rollouts }: Unit): readonly About[] => rollouts.filter(isProduction).map((rollout) => ({ rollout }));

/** What each rule is asked about a unit as it mostly is. A further rule is a row here, its name in RULES, and its mutators. */
const ASKED: Readonly<Record<RuleName, (unit: Unit) => readonly About[]>> = {
  'unapproved-deployment': ofImplementations,
  'post-hoc-approval': ofImplementations,
  'deployed-despite-rejection': ofImplementations,
  'self-approval': ofImplementations,
  'stale-review': ofPulls,
  'post-merge-review': ofPulls,
  'unreviewed-code': ofPulls,
  'untraceable-deployment': ofDeployments,
  'untracked-commits': ofDeployments,
  'direct-push': ofDeployments,
  'incomplete-request': ofTickets,
  'outside-window': ofPlanned,
  // Only of an emergency, whose mutators say so.
  'emergency-without-review': () => [],
  'retrospective-request': ofImplementations,
  'freeze-violation': ofDeployments,
  'missing-outcome': ofTickets,
  'reused-change': ofImplementations,
  'incomplete-approval': ofImplementations,
  'evidence-removed': ofImplementations,
  'blind-spot': ofImplementations,
  'stale-approval': ofApproved,
  'backdated-approval': ofApproved,
  // What they say is a label of each pull request, and of each deployment, where policy asks them.
  'unqualified-reviewer': () => [],
  'developer-deployed': () => [],
  'skipped-stage': ofProduction,
  'unverified-outcome': ofSaid,
  'failed-checks-overridden': ofProduction,
  'untested-deployment': ofProduction,
  'off-branch-deployment': ofProduction,
  'configuration-unrecorded': ofProduction,
  'scope-exceeded': ofDeployments,
  'control-weakened': ofProduction,
  // Of the rest PASS or nothing is right.
  'overdue-decision': () => [],
  'emergency-misused': () => [],
  'approved-not-implemented': () => [],
  'closed-without-implementation': () => [],
  'retrofitted-evidence': () => [],
  'status-history-broken': () => [],
  'outcome-mismatch': ofSuccessful,
  'unrecorded-backout': () => [],
  // Only of what has a high risk, whose mutators say so.
  'unauthorised-approver': () => [],
  // Only of what names an image, and of what a branch was forced away from.
  'unknown-artifact': () => [],
  // Only of services that something was told of.
  'direct-access': () => [],
  'drift-without-change': () => [],
  'rewritten-history': () => [],
};

function asked(unit: Unit): readonly Question[] {
  return RULES.filter((rule) => !unit.silent?.includes(rule)).flatMap((rule) => ASKED[rule](unit).map((about) => ({ rule, ...about })));
}

function isPlanned({ ticket }: Change): boolean {
  return [PLANNED_START, PLANNED_END].some((field) => (ticket?.fields[field] ?? null) !== null);
}

function subjectOf(names: Names, { rollout, with: other, commit, service }: About): string {
  const parts = [
    ...(service ? [`service:${service}`] : []),
    ...(commit ? [names.merges.get(commit)] : []),
    ...(rollout ? [names.deployments.get(rollout)] : []),
    ...(other ? [refOf(names, other)] : []),
  ];
  if (parts.length === 0 || parts.includes(undefined)) throw new Error('A label speaks of something that the plan does not have.');
  return parts.join(' ');
}

function refOf(names: Names, thing: Change | Pull): string | undefined {
  if (!('pulls' in thing)) return names.pulls.get(thing);
  const ticket = names.tickets.get(thing);
  return ticket && `ticket:jira-acme:${ticket.id}`;
}
