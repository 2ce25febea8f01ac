import { every, not, some } from '../correlate/index.js';
import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { eventsOf, lacking, latest, STATUS_AND_OUTCOME, ticketUnread, unknown } from './whole-change/answers.js';
import { tookOut } from './whole-change/placed.js';
import { hasOutcomes, saidBackedOut } from './whole-change/said.js';

/** A deployment took a change out of production, and its ticket does not say that it was backed out. */
export const unrecordedBackout: Rule = {
  info: {
    id: 'unrecorded-backout',
    title: 'A change was taken out of production, and its ticket does not say so',
    gapWhen: 'a deployment took the change’s commits out, and the change does not say backed out',
    severity: 'HIGH',
    subject: 'change',
    clauses: STATUS_AND_OUTCOME,
  },
  silence: 'It is asked of a change of which a deployment to production took commits out, where policy says what outcomes are.',
  judgeTicket: (subject) => {
    const takers = subject.deployments.filter((one) => one.standing === 'PRODUCTION' && tookOut(one) !== 'NO');
    return takers.length > 0 && hasOutcomes(subject) ? [finding(subject, takers)] : [];
  },
};

const WHETHER = 'it says that it was backed out';

function finding(subject: ChangeCase, takers: ChangeCase['deployments']): Finding {
  const { outcome, title } = subject;
  const each = takers.map((by) => {
    const said = saidBackedOut(subject, { at: by.start, source: by.source });
    return { by, took: tookOut(by), said, fails: every([tookOut(by), not(said)]) };
  });
  const fails = some(each.map((one) => one.fails));
  const events = eventsOf(subject, [...(outcome?.seqs ?? []), ...takers.flatMap((one) => one.events)]);
  const common = { subject: subject.subject, events };
  if (fails === 'NO')
    return { ...common, answer: 'PASS', sentence: `${title} was taken out of production, and its ticket says that it was backed out.` };
  const judged = latest(takers.map(({ start }) => start.to));
  const open = each.filter((one) => one.fails === 'UNKNOWN');
  const missing = [
    ...(judged === null ? [] : ticketUnread(subject, judged)),
    ...(fails === 'YES' ? [] : open.map(({ by, took }) => lacking(subject, whyOpen(by.deployment, took), 'deployments'))),
  ];
  if (missing.length > 0) return unknown(subject, WHETHER, missing, events);
  const by = each.filter((one) => one.fails === 'YES').map((one) => one.by);
  const count = new Set(by.flatMap(({ takesOut }) => takesOut)).size;
  return {
    ...common,
    answer: 'GAP',
    sentence: `Of ${title} ${count === 1 ? '1 commit was' : `${count} commits were`} taken out of ${by[0]!.place.environment} at ${by[0]!.start.from}, and its ticket does not say that it was backed out.`,
    about: [subject.subject, ...by.map(({ deployment }) => deployment)],
    wouldPassIf: 'its ticket had said, then or later, that it was backed out',
  };
}

function whyOpen(deployment: string, took: string): string {
  if (took === 'UNKNOWN') return `Whether ${deployment} took it out is not known: it has no known end, or brings other commits of it.`;
  return `Whether its ticket said so before or after ${deployment} cannot be ordered.`;
}
