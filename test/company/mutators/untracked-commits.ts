import type { Mutator } from '../mutator.js';
import type { Change } from '../plan.js';
import { chosen, lastMerge, quickPull } from './choose.js';
import { ofDeployments } from './expect.js';

function alongside(name: string, subject: string): Mutator {
  return {
    name,
    apply(unit, random) {
      unit.changes.push({ ticket: null, pulls: [quickPull(unit, random, subject)], pushes: [], byHand: null });
      ofDeployments(unit, 'untracked-commits', 'GAP');
      return true;
    },
  };
}

const pushedAlongside: Mutator = {
  name: 'a commit that names no ticket was pushed to main',
  apply(unit, random) {
    const { change } = chosen(unit, random);
    change.pushes.push({ at: lastMerge(unit) + 60, by: unit.cast.stranger.github, message: 'Fix a typo', takes: null, aside: null });
    ofDeployments(unit, 'untracked-commits', 'GAP');
    ofDeployments(unit, 'direct-push', 'GAP');
    return true;
  },
};

const mentionedOnly: Mutator = {
  name: 'beside it a pull request names the ticket in its body only',
  apply(unit, random) {
    const { change } = chosen(unit, random);
    const pull = quickPull(unit, random, 'Read less often');
    pull.body = 'Similar to {key}.';
    change.pulls.push(pull);
    ofDeployments(unit, 'untracked-commits', 'GAP');
    return true;
  },
};

/** Of two tickets one was closed before its commits were pushed. */
const closedAlongside: Mutator = {
  name: 'one of two tickets was closed before its commits were pushed',
  apply(unit) {
    const [, second] = unit.changes as [Change, Change | undefined];
    if (!second?.ticket) return false;
    for (const decision of second.ticket.decisions) decision.at = second.ticket.createdAt + 660;
    second.ticket.closedAt = second.ticket.createdAt + 900;
    ofDeployments(unit, 'untracked-commits', 'INDETERMINATE');
    return true;
  },
};

/** Each by itself may lead to a change. */
const bothClosed: Mutator = {
  name: 'both tickets were closed before their commits were pushed',
  apply(unit) {
    if (unit.changes.length !== 2) return false;
    for (const { ticket } of unit.changes) {
      if (ticket === null) return false;
      for (const decision of ticket.decisions) decision.at = ticket.createdAt + 660;
      ticket.closedAt = ticket.createdAt + 900;
    }
    ofDeployments(unit, 'untracked-commits', 'INDETERMINATE');
    ofDeployments(unit, 'untraceable-deployment', 'INDETERMINATE');
    return true;
  },
};

export const untrackedCommits = [
  alongside('beside it a pull request names no ticket', 'Read less often'),
  alongside('beside it a pull request names a ticket that Jira does not have', 'WEB-98765 Read less often'),
  pushedAlongside,
  mentionedOnly,
  closedAlongside,
  bothClosed,
];
