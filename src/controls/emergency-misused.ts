import { every, isMarkedEmergency, namesIncident, not, some, type TicketFacts } from '../correlate/index.js';
import { emergencyOf, missingEmergency } from './authorisation/exempt.js';
import { missingOf, unknown } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { ticketMissing } from './ticket-fields/content.js';

/** A change is called an emergency and is none, or tells of no incident that made it one. */
export const emergencyMisused: Rule = {
  info: {
    id: 'emergency-misused',
    title: 'A change is called an emergency without being one',
    gapWhen: 'the change bears an emergency mark but is no emergency by Terms, or refers to no incident',
    severity: 'MEDIUM',
    subject: 'change',
    clauses: ['NIST 800-53 CM-3 d', 'ISO 27001 A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.5.1'],
  },
  silence: 'It is asked about a change that bears a mark that policy (emergencies) names, and this one bears none.',
  judgeChange: (subject) => {
    const isMarked = isMarkedEmergency(questionOf(subject));
    return subject.ticket === null || isMarked === 'NO' ? [] : [finding(subject, subject.ticket)];
  },
};

const WHETHER = 'it bears the mark of an emergency rightly';

function questionOf({ ticket, related, start, startSource, inForce: { policy } }: ImplementationCase) {
  return { ticket, related, start: { at: start, source: startSource }, policy };
}

/** Where policy names no type of incidents, nobody can say that it refers to none. */
function incidentOf(subject: ImplementationCase) {
  return Object.keys(subject.inForce.policy.incidentTypes).length === 0 ? 'YES' : namesIncident(questionOf(subject));
}

function finding(subject: ImplementationCase, ticket: TicketFacts): Finding {
  const [emergency, incident, isMarked] = [emergencyOf(subject), incidentOf(subject), isMarkedEmergency(questionOf(subject))];
  const fails = every([isMarked, some([not(emergency), not(incident)])]);
  const seqs = [...(ticket.fields.get('labels') ?? []), ...(ticket.fields.get('issuetype') ?? []), ...ticket.links].map(({ seq }) => seq);
  const events = [...subject.events, ...seqs, ...(ticket.createdSeq === null ? [] : [ticket.createdSeq])];
  const missing = ticketMissing(subject);
  if (missing.length > 0) return { ...unknown(subject, WHETHER, missing), events };
  if (fails === 'UNKNOWN') {
    const open = [
      ...(emergency === 'UNKNOWN' || isMarked === 'UNKNOWN' ? [missingEmergency(subject)] : []),
      ...(incident === 'UNKNOWN'
        ? [missingOf(subject, 'A ticket that it is linked to was not read: it may be an incident.', 'tickets')]
        : []),
    ];
    return { ...unknown(subject, WHETHER, open), events };
  }
  const common = { subject: subject.subject, events };
  if (fails === 'NO') return { ...common, answer: 'PASS', sentence: `${subject.title} is an emergency, and bears its mark rightly.` };
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} bears the mark of an emergency, but ${emergency === 'NO' ? 'bore it only after the start' : 'refers to no incident'}.`,
    about: [ticket.ticket],
    wouldPassIf:
      emergency === 'NO'
        ? 'it had borne the mark before it started, or had been created within 4 h after it for an incident that was open before'
        : 'it referred to the incident that made it urgent',
  };
}
