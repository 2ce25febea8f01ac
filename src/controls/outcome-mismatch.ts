import { some, type Truth } from '../correlate/index.js';
import type { ChangeCase } from './change-case.js';
import type { Finding, Rule } from './rule.js';
import { eventsOf, lacking, latest, perhapsDeployed, STATUS_AND_OUTCOME, ticketUnread, unknown } from './whole-change/answers.js';
import { type Placed, placesOf } from './whole-change/placed.js';
import { runsFailed } from './whole-change/ran.js';
import { saysWell } from './whole-change/said.js';

/** A change is recorded as successful, and its deployments show something else. */
export const outcomeMismatch: Rule = {
  info: {
    id: 'outcome-mismatch',
    title: 'A change is recorded as successful although it failed or was taken out',
    gapWhen:
      'the change is recorded as successful, but its last implementation in an environment failed, or its commits were taken out and not brought back',
    severity: 'HIGH',
    subject: 'change',
    clauses: STATUS_AND_OUTCOME,
  },
  silence: 'It is asked of a change whose ticket says, in words that policy knows, that it was successful, and that was deployed or run.',
  judgeTicket: (subject) => {
    const places = placesOf(subject);
    const isAsked = saysWell(subject) && (places.length > 0 || subject.runs.length > 0);
    return isAsked ? [finding(subject, places)] : [];
  },
};

const WHETHER = 'its deployments ended as successfully as its ticket says';

function finding(subject: ChangeCase, places: readonly Placed[]): Finding {
  const { outcome, title } = subject;
  const runs = places.length > 0 ? { failed: 'NO' as const, sentences: [], events: [], last: null } : runsFailed(subject);
  const fails = some([...places.map(failsIn), runs.failed]);
  // Whether a place is production decides nothing where all is well there.
  const perhapsFails = some(placesOf(subject, 'UNKNOWN').map(failsIn));
  const concerned = places.flatMap(({ last, out }) => [...(last ? [last] : []), ...out.map(({ by }) => by)]);
  const events = eventsOf(subject, [...(outcome?.seqs ?? []), ...concerned.flatMap((one) => one.events), ...runs.events]);
  const common = { subject: subject.subject, events };
  const judged = latest([outcome?.at, runs.last, ...concerned.map(({ start, end }) => (end ?? start).to)]);
  const missing = [
    ...(judged === null ? [] : [...ticketUnread(subject, judged), ...subject.deploymentsUnread(judged)]),
    ...(fails === 'YES' || perhapsFails === 'NO' ? [] : perhapsDeployed(subject)),
    ...(fails === 'UNKNOWN' ? openOnes(subject, places, runs.sentences) : []),
  ];
  if (missing.length > 0) return unknown(subject, WHETHER, missing, events);
  if (fails === 'NO')
    return {
      ...common,
      answer: 'PASS',
      sentence: `${title} is recorded as ${outcome?.outcome ?? ''}, and nothing of it failed last or stays taken out.`,
    };
  const why = [...places.flatMap(sentencesOf), ...runs.sentences];
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} is recorded as ${outcome?.outcome ?? ''}, but ${why.join('; ')}.`,
    about: [subject.subject, ...new Set(concerned.map(({ deployment }) => deployment))],
    wouldPassIf: 'its ticket said how it ended, or a later deployment had brought it there',
  };
}

function failsIn({ lastFailed, out }: Placed): Truth {
  return some([lastFailed, ...out.map(({ isOut }) => isOut)]);
}

function sentencesOf({ service, environment, last, lastFailed, out }: Placed): readonly string[] {
  const failed = lastFailed === 'YES' ? [`its last deployment to ${environment} of ${service} failed (${last?.deployment ?? ''})`] : [];
  const taken = out
    .filter(({ isOut }) => isOut === 'YES')
    .map(({ by }) => {
      const count = by.takesOut.length === 1 ? '1 commit' : `${by.takesOut.length} commits`;
      return `${by.deployment} took ${count} of it out of ${environment} of ${service} at ${by.start.from}`;
    });
  return [...failed, ...taken];
}

function openOnes(subject: ChangeCase, places: readonly Placed[], runs: readonly string[]) {
  const open = places.flatMap(({ environment, lastFailed, out }) => [
    ...(lastFailed === 'UNKNOWN' ? [`How its last deployment to ${environment} ended, or which was the last, is not known.`] : []),
    ...out
      .filter(({ isOut }) => isOut === 'UNKNOWN')
      .map(({ by }) => `Whether ${by.deployment} left it taken out of ${environment} is not known.`),
  ]);
  const all = [...open, ...runs];
  return (all.length > 0 ? all : ['How it ended is not known.']).map((what) => lacking(subject, what, 'deployments'));
}
