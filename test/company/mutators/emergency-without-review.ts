import type { Mutator } from '../mutator.js';
import { type Person, ROBOT, UNLISTED } from '../people.js';
import type { Change, Decision, Rollout, Ticket, Unit } from '../plan.js';
import { EMERGENCY, WITHIN } from '../policy.js';
import type { Random } from '../random.js';
import { type Chosen, chosen, endOf, personOf, startOf } from './choose.js';
import { implementing, ofPairs, ofTicket, orderOf } from './expect.js';

type Given = Pick<Decision, 'at' | 'said'> & { readonly by: Decision['by'] };
type Decides = (one: Chosen, unit: Unit, random: Random) => readonly Given[];

/** What an emergency is EXEMPT from. */
export const EXCUSED = ['unapproved-deployment', 'post-hoc-approval', 'incomplete-approval', 'retrospective-request'] as const;

/** An emergency on which this is decided; who decides neither wrote nor started it, but where `isWriter` says so. */
function emergency(name: string, decides: Decides, answer: 'PASS' | 'GAP' | 'INDETERMINATE'): Mutator {
  return {
    name: `an emergency, ${name}`,
    apply(unit, random) {
      const one = chosen(unit, random);
      const { ticket, change } = one;
      const [decision] = ticket.decisions;
      if (decision === undefined || ticket.project === 'OPS') return false;
      ticket.fields['labels'] = [EMERGENCY];
      if (random.chance(0.5)) ticket.incidentAt = ticket.createdAt - 3600;
      ticket.decisions = decides(one, unit, random).map((given) => ({ ...decision, ...given }));
      ticket.closedAt = Math.max(endOf(unit), ...ticket.decisions.map(({ at }) => at)) + 1200;
      ofTicket(unit, 'emergency-without-review', answer, change);
      for (const rollout of implementing(unit)) expectAuthorisation(unit, change, rollout, answer);
      return true;
    },
  };
}

/** "EXEMPT while its review time runs, and afterwards if it was reviewed in time; otherwise emergency-without-review alone speaks." */
function expectAuthorisation(unit: Unit, change: Change, rollout: Rollout, answer: 'PASS' | 'GAP' | 'INDETERMINATE'): void {
  const said = answer === 'PASS' ? 'EXEMPT' : 'NONE';
  for (const rule of EXCUSED) unit.expects.push({ rule, answer: said, rollout, with: change });
  const stood = change.ticket?.decisions.some(({ at, said: word }) => word === 'APPROVED' && orderOf(at, rollout) === 'before');
  if (!stood) unit.expects.push({ rule: 'self-approval', answer: 'NONE', rollout, with: change });
}

const approved = (by: Given['by'], at: number): readonly Given[] => [{ by, at, said: 'APPROVED' }];
const DAY = 86_400;

/** So long after the last start, told in whole seconds, that it is certainly late for all of them, or just in time for the first. */
const late = (unit: Unit) => Math.max(...implementing(unit).map(({ startedAt }) => startedAt)) + WITHIN + 61.001;
const inTime = (unit: Unit) => startOf(unit) + WITHIN - 60.002;

function authorOf({ pull }: Chosen, random: Random): Person {
  return personOf(random.pick(pull.commits).author);
}

/** Only for one start: the open moments of two differ. */
const onTheDot: Mutator = {
  name: 'an emergency, approved in the second in which its review is due',
  apply(unit, random) {
    if (implementing(unit).length !== 1) return false;
    const at = startOf(unit) + WITHIN;
    return emergency('', (_, { cast }) => approved(cast.approver.jira, at), 'INDETERMINATE').apply(unit, random);
  },
};

const byItsStarter: Mutator = {
  name: 'an emergency, approved only by who started it',
  apply(unit, random) {
    if (unit.changes.length !== 1) return false;
    for (const rollout of implementing(unit)) rollout.creator = unit.cast.stranger.github;
    return emergency('', (_, { cast }) => approved(cast.stranger.jira, endOf(unit) + DAY), 'GAP').apply(unit, random);
  },
};

/** "A mark set later does not count." */
const markedLater: Mutator = {
  name: 'called an emergency after the start, and approved the day after',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    if (ticket.project === 'OPS') return false;
    ticket.fields['labels'] = ['planned'];
    ticket.edits.push({ at: endOf(unit) + 90, by: ticket.creator, field: 'labels', to: EMERGENCY });
    for (const decision of ticket.decisions) decision.at = endOf(unit) + DAY;
    ofPairs(unit, 'post-hoc-approval', 'GAP', change);
    ofPairs(unit, 'self-approval', 'NONE', change);
    return true;
  },
};

/** Nobody knows whether it was marked before it started. */
const markedMeanwhile: Mutator = {
  name: 'called an emergency in the second of the start, and never approved',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const rollouts = implementing(unit);
    if (ticket.project === 'OPS' || rollouts.length !== 1) return false;
    ticket.fields['labels'] = ['planned'];
    ticket.edits.push({ at: startOf(unit), by: ticket.creator, field: 'labels', to: EMERGENCY });
    ticket.decisions = [];
    for (const rule of EXCUSED) ofPairs(unit, rule, 'INDETERMINATE', change);
    ofPairs(unit, 'self-approval', 'NONE', change);
    ofTicket(unit, 'emergency-without-review', 'INDETERMINATE', change);
    return true;
  },
};

export const emergencyWithoutReview = [
  emergency('approved before it', ({ ticket }, { cast }) => approved(cast.approver.jira, ticket.createdAt + 660), 'PASS'),
  emergency('approved the day after', (_, unit) => approved(unit.cast.approver.jira, endOf(unit) + DAY), 'PASS'),
  emergency('approved just in time', (_, unit) => approved(unit.cast.approver.jira, inTime(unit)), 'PASS'),
  emergency('approved just too late', (_, unit) => approved(unit.cast.approver.jira, late(unit)), 'GAP'),
  emergency('never approved', () => [], 'GAP'),
  emergency('rejected the day after', (_, unit) => [{ by: unit.cast.approver.jira, at: endOf(unit) + DAY, said: 'REJECTED' }], 'GAP'),
  emergency('approved only by an author', (one, unit, random) => approved(authorOf(one, random).jira, endOf(unit) + DAY), 'GAP'),
  emergency('approved only by a service account', (_, unit) => approved(ROBOT, endOf(unit) + DAY), 'GAP'),
  emergency('approved by an author, and by somebody else too late', lateSecond, 'GAP'),
  emergency('approved by somebody of whom nobody knows whether he wrote it', unknownApprover, 'INDETERMINATE'),
  byItsStarter,
  onTheDot,
  markedLater,
  markedMeanwhile,
];

function lateSecond(one: Chosen, unit: Unit, random: Random): readonly Given[] {
  return [...approved(authorOf(one, random).jira, endOf(unit) + DAY), ...approved(unit.cast.approver.jira, late(unit) + 600)];
}

function unknownApprover({ pull }: Chosen, unit: Unit, random: Random): readonly Given[] {
  const [approver, writer] = random.shuffled(UNLISTED);
  for (const commit of pull.commits) Object.assign(commit, { author: writer?.github, pusher: writer?.github });
  return approved((approver as Person).jira, endOf(unit) + DAY);
}

type Fresh = { readonly now: 'EXEMPT' | 'INDETERMINATE'; readonly isReviewed: boolean };

/** Its review time still runs. That nobody reviewed it is not known when it has run out: nothing was read since. */
function fresh(name: string, does: (one: Chosen, unit: Unit) => void, { now, isReviewed }: Fresh): Mutator {
  return {
    name: `an emergency of these days, ${name}`,
    apply(unit, random) {
      const { change, ticket, pull } = chosen(unit, random);
      // Of two starts only one is in the second of the mark.
      if (ticket.project === 'OPS' || (now === 'INDETERMINATE' && implementing(unit).length !== 1)) return false;
      ticket.fields['labels'] = [EMERGENCY];
      does({ change, ticket, pull }, unit);
      for (const rule of EXCUSED) expectWhile(unit, rule, change, { now, isReviewed });
      ofPairs(unit, 'self-approval', isReviewed ? 'PASS' : 'NONE', change);
      if (isReviewed) return (ofTicket(unit, 'emergency-without-review', 'PASS', change), true);
      for (const rollout of implementing(unit)) unit.due.push({ rollout, with: change });
      unit.expects.push({ rule: 'emergency-without-review', answer: 'NONE', with: change, when: 'BEFORE_DEADLINE' });
      unit.expects.push({ rule: 'emergency-without-review', answer: 'INDETERMINATE', with: change, when: 'AFTER_DEADLINE' });
      return true;
    },
  };
}

function expectWhile(unit: Unit, rule: (typeof EXCUSED)[number], change: Change, { now, isReviewed }: Fresh): void {
  const later = now === 'EXEMPT' && !isReviewed ? 'NONE' : now;
  for (const rollout of implementing(unit)) {
    unit.expects.push({ rule, answer: now, rollout, with: change, when: 'BEFORE_DEADLINE' });
    unit.expects.push({ rule, answer: later, rollout, with: change, when: 'AFTER_DEADLINE' });
  }
}

/** Their review time has not run out. */
export const freshEmergencies: readonly Mutator[] = [
  fresh('that nobody approved yet', ({ ticket }) => void (ticket.decisions = []), { now: 'EXEMPT', isReviewed: false }),
  fresh('approved before it', ({ ticket }, { cast }) => void (ticket.decisions = approvedBefore(ticket, cast.approver)), {
    now: 'EXEMPT',
    isReviewed: true,
  }),
  fresh('called so in the second of the start', markedAtStart, { now: 'INDETERMINATE', isReviewed: false }),
];

function approvedBefore(ticket: Ticket, { jira }: Person): Decision[] {
  return ticket.decisions.map((decision) => ({ ...decision, by: jira, at: ticket.createdAt + 660 }));
}

function markedAtStart({ ticket }: Chosen, unit: Unit): void {
  ticket.decisions = [];
  ticket.fields['labels'] = ['planned'];
  ticket.edits.push({ at: startOf(unit), by: ticket.creator, field: 'labels', to: EMERGENCY });
}
