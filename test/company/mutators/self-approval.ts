import type { Mutator } from '../mutator.js';
import { type Person, UNLISTED } from '../people.js';
import type { Unit } from '../plan.js';
import type { Random } from '../random.js';
import { type Chosen, chosen, personOf } from './choose.js';
import { implementing, ofPairs } from './expect.js';

function approvedByThe(name: string, who: (one: Chosen, random: Random) => Person): Mutator {
  return {
    name: `approved by ${name}`,
    apply(unit, random) {
      const one = chosen(unit, random);
      const { jira } = who(one, random);
      for (const decision of one.ticket.decisions) decision.by = jira;
      ofPairs(unit, 'self-approval', 'GAP', one.change);
      return true;
    },
  };
}

const startedByApprover: Mutator = {
  name: 'one deployment was started by the approver',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const [decision] = ticket.decisions;
    if (decision === undefined) return false;
    decision.by = unit.cast.approver.jira;
    const rollout = random.pick(implementing(unit));
    rollout.creator = unit.cast.approver.github;
    for (const other of unit.changes) {
      const isHis = other.ticket?.decisions.every(({ by }) => by === unit.cast.approver.jira) === true;
      if (other === change || isHis) unit.expects.push({ rule: 'self-approval', answer: 'GAP', rollout, with: other });
    }
    return true;
  },
};

const strangers = (unit: Unit, random: Random, isWriterKnown: boolean): Chosen => {
  const one = chosen(unit, random);
  const [approver, writer] = random.shuffled(UNLISTED);
  for (const decision of one.ticket.decisions) decision.by = (approver as Person).jira;
  if (isWriterKnown) return one;
  for (const commit of one.pull.commits) Object.assign(commit, { author: writer?.github, pusher: writer?.github });
  return one;
};

/** "Whoever is listed has no other" account: the approver is none of the writers. */
const knownWriters: Mutator = {
  name: 'approved by somebody whom no policy names; who wrote it is known',
  apply(unit, random) {
    strangers(unit, random, true);
    return true;
  },
};

const nobodyKnown: Mutator = {
  name: 'nobody knows who approved it, nor who wrote it',
  apply(unit, random) {
    ofPairs(unit, 'self-approval', 'INDETERMINATE', strangers(unit, random, false).change);
    return true;
  },
};

/** In OPS two people are asked, each for a decision of his own, and both stand. */
const oneIsEnough: Mutator = {
  name: 'approved by its author and by somebody else',
  apply(unit, random) {
    const { ticket, pull } = chosen(unit, random);
    const [decision] = ticket.decisions;
    if (ticket.project !== 'OPS' || decision === undefined) return false;
    ticket.decisions.unshift({ ...decision, by: personOf(pull.commits[0]?.author ?? null).jira, at: ticket.createdAt + 120 });
    return true;
  },
};

export const selfApproval = [
  approvedByThe('an author of a carried commit', ({ pull }, random) => personOf(random.pick(pull.commits).author)),
  approvedByThe('who opened the pull request', ({ pull }) => personOf(pull.opener)),
  startedByApprover,
  nobodyKnown,
  knownWriters,
  oneIsEnough,
];
