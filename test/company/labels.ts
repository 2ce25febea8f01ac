import type { Change, Expectation, Pull, Unit } from './plan.js';
import type { Names } from './play/acting.js';
import { PLANNED_START } from './site.js';

/** `rule subject ANSWER` of each verdict that a unit must get beside the good ones. */
export function labelsOf(unit: Unit, names: Names): readonly string[] {
  return unit.expects.map((expectation) => `${expectation.rule} ${subjectOf(names, expectation)} ${expectation.answer}`);
}

/** What each rule must have passed in a unit to which nothing was done: silence would be no proof that a rule looked. */
export function passesOf(unit: Unit, names: Names): readonly string[] {
  const changes = unit.changes.filter(({ ticket }) => ticket !== null);
  const pulls = unit.changes.flatMap((change) => change.pulls);
  const ofRollout = unit.rollouts
    .filter((rollout) => rollout.implements)
    .flatMap((rollout) => {
      const ofDeployment = (['direct-push', 'untraceable-deployment', 'untracked-commits'] as const).map((rule) => ({ rule, rollout }));
      const ofPull = (['unreviewed-code', 'post-merge-review', 'stale-review'] as const).flatMap((rule) =>
        pulls.map((pull) => ({ rule, rollout, with: pull })),
      );
      const ofChange = changes.flatMap((change) => authorisation(change).map((rule) => ({ rule, rollout, with: change })));
      return [...ofDeployment, ...ofPull, ...ofChange];
    });
  const ofTicket = changes.map((change) => ({ rule: 'incomplete-request' as const, with: change }));
  return [...ofRollout, ...ofTicket].map((one) => `${one.rule} ${subjectOf(names, one)} PASS`);
}

function authorisation({ ticket }: Change) {
  const always = ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval'] as const;
  return ticket?.fields[PLANNED_START] === undefined ? always : ([...always, 'outside-window'] as const);
}

function subjectOf(names: Names, { rollout, with: other }: Omit<Expectation, 'answer'>): string {
  const parts = [...(rollout ? [names.deployments.get(rollout)] : []), ...(other ? [refOf(names, other)] : [])];
  if (parts.length === 0 || parts.includes(undefined)) throw new Error('A label speaks of something that the plan does not have.');
  return parts.join(' ');
}

function refOf(names: Names, thing: Change | Pull): string | undefined {
  if (!('pulls' in thing)) return names.pulls.get(thing);
  const ticket = names.tickets.get(thing);
  return ticket && `ticket:jira-acme:${ticket.id}`;
}
