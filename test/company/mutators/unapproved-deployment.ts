import type { Mutator } from '../mutator.js';
import { expectByDecisions } from './authorised.js';
import { chosen } from './choose.js';

/** Nobody ever decided. */
const nobodyDecided: Mutator = {
  name: 'nobody ever decided',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    ticket.decisions = [];
    expectByDecisions(unit, change);
    return true;
  },
};

const askedInVain: Mutator = {
  name: 'somebody was asked and never answered',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    if (ticket.project !== 'OPS') return false;
    Object.assign(ticket, { decisions: [], asked: [unit.cast.approver.jira] });
    expectByDecisions(unit, change);
    return true;
  },
};

const withdrawn: Mutator = {
  name: 'approved, and withdrawn before the start',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const [decision] = ticket.decisions;
    if (ticket.project === 'OPS' || decision === undefined) return false;
    decision.at = ticket.createdAt + 660;
    ticket.decisions.push({ ...decision, at: decision.at + 600, said: 'REVOKED' });
    expectByDecisions(unit, change);
    return true;
  },
};

/** "A fact that its tool does not date lies in (the last reading without it, the first reading with it]". */
const undated: Mutator = {
  name: 'approved at a time that the tool does not say',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const [decision] = ticket.decisions;
    if (ticket.project !== 'OPS' || decision === undefined) return false;
    decision.dated = false;
    expectByDecisions(unit, change);
    return true;
  },
};

export const unapprovedDeployment = [nobodyDecided, askedInVain, withdrawn, undated];
