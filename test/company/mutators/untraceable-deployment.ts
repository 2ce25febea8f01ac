import { rolloutAt } from '../clean.js';
import type { Mutator } from '../mutator.js';
import { DEPLOYER } from '../people.js';
import type { Change, Rollout, Unit } from '../plan.js';
import { chosen, endOf, quickPull } from './choose.js';
import { ofDeployments, ofPairs, ofTicket } from './expect.js';

/** What all texts of a change say where the key of its ticket stood. */
function saysInstead({ pulls, pushes }: Change, words: string): void {
  const told = (text: string) => text.replaceAll('{key}', words).replaceAll('{small key}', 'topic').trim();
  for (const pull of pulls) {
    pull.branch = told(pull.branch);
    pull.title = told(pull.title);
    for (const commit of pull.commits) commit.message = told(commit.message);
  }
  for (const push of pushes) push.message = told(push.message);
}

/** "Rules over I, T then judge D in T's place": nobody approved it. */
export function leadsNowhere(unit: Unit): void {
  ofDeployments(unit, 'untraceable-deployment', 'GAP');
  ofDeployments(unit, 'unapproved-deployment', 'GAP');
}

/** Nobody asked for any of it, and the texts say so. */
export function loseTickets(unit: Unit, words: string): void {
  for (const change of unit.changes) {
    saysInstead(change, words);
    change.ticket = null;
  }
}

function withoutTicket(name: string, words: string): Mutator {
  return {
    name,
    apply(unit) {
      loseTickets(unit, words);
      leadsNowhere(unit);
      return true;
    },
  };
}

const OF_CHANGES = [
  ...(['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval', 'incomplete-approval'] as const),
  ...(['outside-window', 'emergency-without-review', 'retrospective-request', 'reused-change'] as const),
  ...(['evidence-removed', 'blind-spot'] as const),
];

const onlyInBody: Mutator = {
  name: 'the key stands only in the body of the pull request',
  apply(unit, random) {
    const words = random.pick(['Similar to {key}.', 'See {key}', 'Unlike {key}, which read all of it']);
    for (const change of unit.changes) {
      saysInstead(change, '');
      for (const pull of change.pulls) pull.body = words;
      for (const rule of OF_CHANGES) ofPairs(unit, rule, 'NONE', change);
      for (const rule of [
        'incomplete-request',
        'missing-outcome',
        'retrofitted-evidence',
        'outcome-mismatch',
        'stale-approval',
        'backdated-approval',
        'unverified-outcome',
      ] as const)
        ofTicket(unit, rule, 'NONE', change);
    }
    leadsNowhere(unit);
    return true;
  },
};

/** What depends on the commits that it carries, and on the changes that they lead to. */
const OPEN = [
  ...(['direct-push', 'unreviewed-code', 'post-merge-review', 'stale-review', 'untracked-commits'] as const),
  ...(['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'incomplete-approval'] as const),
  ...(['evidence-removed', 'blind-spot'] as const),
];

/** It failed, so that nothing has it for a base. */
const unknownRevision: Mutator = {
  name: 'a deployment that failed names a revision that the repository does not have',
  apply(unit, random) {
    const environment = unit.rollouts.findLast((one) => one.implements)?.environment ?? 'production';
    const rollout = rolloutAt(random, environment, endOf(unit) + 300, DEPLOYER);
    unit.rollouts.push({ ...rollout, revision: 'unknown', outcome: 'failure', implements: false });
    const last = unit.rollouts.slice(-1);
    ofDeployments(unit, 'untraceable-deployment', 'GAP', last);
    ofDeployments(unit, 'untested-deployment', 'GAP', last);
    for (const rule of OPEN) ofDeployments(unit, rule, 'INDETERMINATE', last);
    return true;
  },
};

/** What it brought nobody knows. */
const unknownBase: Mutator = {
  name: 'deployed after a revision that the repository does not have',
  apply(unit, random) {
    const environment = unit.rollouts.findLast((one) => one.implements)?.environment ?? 'production';
    const nowhere: Rollout = { ...rolloutAt(random, environment, endOf(unit) + 300, DEPLOYER), revision: 'unknown', implements: false };
    const next = { ...rolloutAt(random, environment, nowhere.endedAt + 300, DEPLOYER), implements: false };
    unit.rollouts.push(nowhere, next);
    ofDeployments(unit, 'untraceable-deployment', 'GAP', [nowhere]);
    ofDeployments(unit, 'untested-deployment', 'GAP', [nowhere]);
    ofDeployments(unit, 'untraceable-deployment', 'INDETERMINATE', [next]);
    for (const rule of OPEN) ofDeployments(unit, rule, 'INDETERMINATE', [nowhere, next]);
    return true;
  },
};

/** It may lead to a change, and the other does not. */
const closedBeside: Mutator = {
  name: 'the only ticket was closed before the first commit was pushed, and another pull request names none',
  apply(unit, random) {
    if (!closedTicket.apply(unit, random)) return false;
    unit.changes.push({ ticket: null, pulls: [quickPull(unit, random, 'Read less often')], pushes: [], byHand: null });
    ofDeployments(unit, 'untracked-commits', 'INDETERMINATE');
    return true;
  },
};

/** Carried, but "traceability by it alone is INDETERMINATE". */
export const closedTicket: Mutator = {
  name: 'the only ticket was closed before the first commit was pushed',
  apply(unit, random) {
    if (unit.changes.length !== 1) return false;
    const { ticket } = chosen(unit, random);
    for (const decision of ticket.decisions) decision.at = ticket.createdAt + 660;
    ticket.closedAt = ticket.createdAt + 900;
    ofDeployments(unit, 'untraceable-deployment', 'INDETERMINATE');
    return true;
  },
};

export const untraceableDeployment = [
  withoutTicket('nobody asked for it', ''),
  withoutTicket('the key is of no ticket that Jira has', 'PAY-98765'),
  withoutTicket('UTF-8 and SHA-256 are no tickets', 'UTF-8 and SHA-256 for CVE-2024-1:'),
  onlyInBody,
  unknownRevision,
  unknownBase,
  closedTicket,
  closedBeside,
];
