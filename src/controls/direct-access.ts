import type { Interval, Missing } from '#contract';
import { closedAt, every, isIncident, not, some, type TicketFacts, type Truth } from '../correlate/index.js';
import { answerOf, type Asked } from './past-deployments/answer.js';
import { isInWindow, order, type Stay } from './past-deployments/window.js';
import type { Rule } from './rule.js';
import type { AccessFact, IncidentFact, ServiceCase } from './service-case.js';

/** Somebody reached production directly, and neither a change in its window nor an open incident covers it. */
export const directAccess: Rule = {
  info: {
    id: 'direct-access',
    title: 'Somebody reached production directly, and nothing covers it',
    gapWhen:
      'someone reached production directly (shell, console, SQL, cloud API: `production.accessed`) and no change in its window and no open incident covers it',
    severity: 'HIGH',
    subject: 'service',
    clauses: ['NIST 800-53 CM-5(1), AC-5', 'ISO 27001 A.8.2, A.8.32', 'SOC 2 CC6.1', 'PCI DSS 6.5.1'],
  },
  silence: 'It is asked of a service whose production somebody reached directly.',
  judgeService: (subject) => {
    const all = subject.accesses.filter(({ standing }) => standing !== 'OTHER').map((access) => askedOf(subject, access));
    const count = all.length === 1 ? 'The one direct access' : `All ${all.length} direct accesses`;
    return answerOf(subject, all, {
      whether: `a change in its window or an open incident covers each direct access to ${subject.service}`,
      pass: `${count} to ${subject.service} ${all.length === 1 ? 'is' : 'are'} covered by changes in their windows or by open incidents.`,
    });
  },
};

const WAYS: Readonly<Record<string, string>> = { SHELL: 'a shell', CONSOLE: 'a console', SQL: 'SQL', CLOUD_API: 'the cloud’s API' };

function askedOf(subject: ServiceCase, access: AccessFact): Asked {
  const { service, inForce } = subject;
  const { ref, seq, method, system, at, standing } = access;
  const stay = stayOf(access);
  const tickets = [...new Set([...access.tickets, ...subject.ofService])].flatMap((name) => subject.tickets.get(name) ?? []);
  const incidents = subject.incidents.filter((one) => one.service === null || one.service === service);
  const covers = [
    ...tickets.map((ticket) => coveredBy(ticket, stay, subject)),
    ...incidents.map((one) => isOpen(one, stay, inForce.policy.clockSkewMs)),
  ];
  const isProduction: Truth = standing === 'PRODUCTION' ? 'YES' : 'UNKNOWN';
  const fails = every([isProduction, not(some(covers))]);
  const where = system === null ? service : `${system} of ${service}`;
  return {
    ref,
    seqs: [seq, ...incidents.flatMap(({ seqs }) => seqs)],
    fails,
    missing: fails === 'NO' ? [] : [...unread(subject, access, stay), ...environmentOf(access)],
    said: `Somebody reached ${where} directly by ${WAYS[method] ?? 'another way'} at ${at.from}, and no change in its window and no open incident covers that`,
    wouldPassIf: 'a change of the service had had it in its window, or an incident of it had been open',
  };
}

function stayOf({ source, at, until }: AccessFact): Stay {
  return { source, begin: at, end: until === null || until < at.to ? at : { from: until, to: until } };
}

/** A change by its window; an incident's own ticket as long as it is open. */
function coveredBy(ticket: TicketFacts, stay: Stay, { inForce }: ServiceCase): Truth {
  const { policy } = inForce;
  if (ticket.deleted) return 'NO';
  if (!isIncident(ticket, policy)) return isInWindow(ticket, stay, inForce);
  const skewMs = ticket.source === stay.source ? 0 : policy.clockSkewMs;
  const opened = ticket.created === null ? 'UNKNOWN' : order(ticket.created, stay.begin, skewMs);
  return every([opened, not(closedAt(ticket, { at: stay.end, source: stay.source }, policy))]);
}

function isOpen({ source, service, opened, resolved }: IncidentFact, stay: Stay, clockSkewMs: number): Truth {
  const skewMs = source === stay.source ? 0 : clockSkewMs;
  const before = opened === null ? 'UNKNOWN' : order(opened, stay.begin, skewMs);
  const after = resolved === null ? 'YES' : order(stay.end, resolved, skewMs);
  return every([before, after, service === null ? 'UNKNOWN' : 'YES']);
}

function unread(subject: ServiceCase, { keys }: AccessFact, { end }: { readonly end: Interval }): readonly Missing[] {
  return [...subject.ticketsUnread(end.to), ...keys.flatMap((key) => subject.keyUnread(key, end.to))];
}

function environmentOf({ standing, environment }: AccessFact): readonly Missing[] {
  if (standing !== 'UNKNOWN') return [];
  const what = `Whether the environment "${environment ?? ''}" is production is not known: policy does not say so.`;
  return [{ what, scope: 'policy', collection: 'environments', upTo: null }];
}
