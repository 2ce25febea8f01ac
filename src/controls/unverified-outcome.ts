import { fieldOf, isLacking, not, presentOf, some, type Truth } from '../correlate/index.js';
import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { eventsOf, lacking, latest, STATUS_AND_OUTCOME, ticketUnread, unknown } from './whole-change/answers.js';
import { closedBy } from './whole-change/said.js';

/** Only who implemented a change said how it ended. */
export const unverifiedOutcome: Rule = {
  info: {
    id: 'unverified-outcome',
    title: 'Nobody but the implementer confirmed the result of a change',
    gapWhen: 'nobody but the implementer confirmed the result',
    severity: 'LOW',
    subject: 'change',
    clauses: STATUS_AND_OUTCOME,
  },
  silence: 'It is asked of an implemented change whose ticket says, in words that policy knows, how it ended.',
  offInBase: true,
  judgeTicket: (subject) => (subject.earliest !== null && subject.outcome !== null ? [finding(subject)] : []),
};

const WHETHER = 'somebody else than the implementer confirmed its result';

interface Confirmer {
  /** Null: somebody of whom the source does not say who. */
  readonly person: string | null;
  readonly seq: number;
}

function finding(subject: ChangeCase): Finding {
  const { title, outcome, earliest } = subject;
  const confirmers = confirmersOf(subject);
  const implementers = implementersOf(subject);
  const verified = some(confirmers.map((one) => isOther(subject, one, implementers)));
  const events = eventsOf(subject, [...(outcome?.seqs ?? []), ...(earliest?.events ?? []), ...confirmers.map(({ seq }) => seq)]);
  const common = { subject: subject.subject, events };
  if (verified === 'YES')
    return {
      ...common,
      answer: 'PASS',
      sentence: `Somebody else than the implementer of ${title} confirmed that it was ${outcome?.outcome ?? ''}.`,
    };
  const judged = latest([outcome?.at, closedBy(subject)?.at, earliest?.start.to]);
  const missing = [
    ...(earliest?.unsure ?? []),
    ...(judged === null ? [] : ticketUnread(subject, judged)),
    ...(verified === 'UNKNOWN'
      ? [lacking(subject, 'Who implemented it, who confirmed its result, or whether both are one person is not known.', 'people')]
      : []),
  ];
  if (missing.length > 0) return unknown(subject, WHETHER, missing, events);
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} is recorded as ${outcome?.outcome ?? ''}, and only the implementer said so.`,
    about: [subject.subject],
    wouldPassIf: 'somebody else had recorded its outcome, closed it, or stood in the field for who verified it',
  };
}

/** Who recorded the outcome, who closed it, and who stands in the field for it. */
function confirmersOf(subject: ChangeCase): readonly Confirmer[] {
  const { ticket, outcome, inForce } = subject;
  const said = [...ticket.fields.values()].flat().filter(({ seq }) => outcome?.seqs.includes(seq));
  const closed = closedBy(subject);
  const field = fieldOf('verifier', ticket.source, inForce.policy);
  const verifier = field === null ? null : presentOf(ticket, field);
  return [
    ...said.map(({ actor, seq }) => ({ person: actor, seq })),
    ...(closed === null ? [] : closed.seqs.map((seq) => ({ person: closed.actor, seq }))),
    ...(verifier === null || isLacking(verifier.to, []) ? [] : [{ person: personIn(verifier.to), seq: verifier.seq }]),
  ];
}

/** By the field for it, else who started its deployments or carried it out by hand. */
function implementersOf({ ticket, earliest, deployments, inForce }: ChangeCase): readonly (string | null)[] {
  const field = fieldOf('implementer', ticket.source, inForce.policy);
  const named = field === null ? null : presentOf(ticket, field);
  if (named !== null && !isLacking(named.to, [])) return [personIn(named.to)];
  const starters = deployments.filter(({ carries, standing }) => carries && standing === 'PRODUCTION').map(({ starter }) => starter);
  return starters.length > 0 ? starters : [earliest?.starter ?? null];
}

function personIn(value: unknown): string | null {
  return typeof value === 'string' && value.startsWith('person:') ? value : null;
}

/** A service account confirms nothing; where the implementer is not known, anybody may be him. */
function isOther({ persons }: ChangeCase, { person }: Confirmer, implementers: readonly (string | null)[]): Truth {
  if (person === null) return 'UNKNOWN';
  if (persons.isService(person)) return 'NO';
  return not(some(implementers.map((one) => (one === null ? 'UNKNOWN' : persons.same(person, one)))));
}
