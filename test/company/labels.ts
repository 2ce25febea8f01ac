import type { Change, Expectation, Pull, RuleName, Unit, When } from './plan.js';
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

function expectedAt({ expects }: Unit, at: When): readonly Expectation[] {
  return expects.filter(({ when }) => when === undefined || when === at);
}

/** What each rule must have passed: silence would be no proof that it looked. All that nothing else is expected of. */
export function passesOf(unit: Unit, names: Names, at: When): readonly string[] {
  const about = (one: Question) => `${one.rule} ${subjectOf(names, one)}`;
  const expected = expectedAt(unit, at);
  const other = new Set(expected.filter(({ answer }) => answer !== 'PASS').map(about));
  const named = expected.filter(({ answer }) => answer === 'PASS').map(about);
  return [...named, ...asked(unit).map(about)].filter((one) => !other.has(one)).map((one) => `${one} PASS`);
}

const ABOUT_DEPLOYMENTS = ['direct-push', 'untraceable-deployment', 'untracked-commits'] as const;
const ABOUT_PULLS = ['unreviewed-code', 'post-merge-review', 'stale-review'] as const;
const AUTHORISATION = ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval'] as const;

type Question = Pick<Expectation, 'rollout' | 'with'> & { readonly rule: RuleName };

/** Everything that the rules are asked about a unit as it mostly is. */
function asked({ changes, rollouts }: Unit): readonly Question[] {
  const tickets = changes.filter(({ ticket }) => ticket !== null);
  const carried = tickets.filter(({ byHand }) => byHand === null);
  const pulls = changes.flatMap((change) => change.pulls);
  const ofRollout = rollouts
    .filter((rollout) => rollout.implements)
    .flatMap((rollout) => [
      ...ABOUT_DEPLOYMENTS.map((rule) => ({ rule, rollout })),
      ...ABOUT_PULLS.flatMap((rule) => pulls.map((pull) => ({ rule, rollout, with: pull }))),
      ...carried.flatMap((change) => ofChange(change).map((rule) => ({ rule, rollout, with: change }))),
    ]);
  const ofHand = tickets
    .filter(({ byHand }) => byHand !== null)
    .flatMap((change) => ofChange(change).map((rule) => ({ rule, with: change })));
  return [...ofRollout, ...ofHand, ...tickets.map((change) => ({ rule: 'incomplete-request' as const, with: change }))];
}

function ofChange({ ticket }: Change): readonly RuleName[] {
  const isPlanned = [PLANNED_START, PLANNED_END].some((field) => (ticket?.fields[field] ?? null) !== null);
  return isPlanned ? [...AUTHORISATION, 'outside-window'] : AUTHORISATION;
}

function subjectOf(names: Names, { rollout, with: other }: Pick<Expectation, 'rollout' | 'with'>): string {
  const parts = [...(rollout ? [names.deployments.get(rollout)] : []), ...(other ? [refOf(names, other)] : [])];
  if (parts.length === 0 || parts.includes(undefined)) throw new Error('A label speaks of something that the plan does not have.');
  return parts.join(' ');
}

function refOf(names: Names, thing: Change | Pull): string | undefined {
  if (!('pulls' in thing)) return names.pulls.get(thing);
  const ticket = names.tickets.get(thing);
  return ticket && `ticket:jira-acme:${ticket.id}`;
}
