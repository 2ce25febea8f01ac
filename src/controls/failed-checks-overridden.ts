import { microsOf, type Missing } from '#contract';
import { agreed, some, type Truth } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase } from './case.js';
import { distinct } from './distinct.js';
import { type Attempts, attemptsOf } from './readiness/attempts.js';
import { headsUnread, namesNone, READINESS, revisionName } from './readiness/checks.js';
import { type Demand, demandedOf } from './readiness/demanded.js';
import { ofItsOwn } from './readiness/perhaps-another.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** What had to succeed had failed, and it was deployed all the same. */
export const failedChecksOverridden: Rule = {
  info: {
    id: 'failed-checks-overridden',
    title: 'A revision was deployed although a required check had failed',
    gapWhen:
      'a required check (by policy, else by the protection in force at the merge) stood at failed, in its latest attempt before the start',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: READINESS,
  },
  silence: 'It is asked about every deployment to production that started.',
  judge: ofItsOwn(finding),
};

function finding(subject: DeploymentCase): Finding {
  const attempts = attemptsOf(subject);
  const { worlds, by, missing: undemanded } = demandedOf(subject);
  const required = attempts.filter(({ name }) => worlds.some((demand) => demand === null || demand.holds(name)));
  const common = { subject: subject.deployment, events: [...subject.events, ...required.flatMap(({ all }) => all.map(({ seq }) => seq))] };
  if (worlds.every((demand) => demand?.isNothing))
    return { ...common, answer: 'PASS', sentence: `No check of ${revisionName(subject)} was required.` };
  const failed = agreed(worlds.map((demand) => failedIn(attempts, demand)));
  // An attempt that was not read may be the latest of any check.
  const unread = subject.sha === null ? [namesNone(subject)] : [...allNotCovered(subject, ['checks']), ...headsUnread(subject)];
  if (failed === 'NO' && unread.length === 0) return { ...common, answer: 'PASS', sentence: passSentence(subject, required, by) };
  if (failed === 'YES' && unread.length === 0) return { ...common, ...gap(subject, required, by) };
  const missing = distinct([...unread, ...(failed === 'UNKNOWN' ? [...undemanded, ...unordered(subject, required)] : [])]);
  const whether = `Whether a required check stood at failed when ${revisionName(subject)} was deployed is not known.`;
  return { ...common, answer: 'INDETERMINATE', sentence: [whether, ...missing.map(({ what }) => what)].join(' '), missing };
}

/** Where nobody knows what was demanded, anything that stood at failed may have been. */
function failedIn(attempts: readonly Attempts[], demand: Demand | null): Truth {
  const failed = some(attempts.filter(({ name }) => demand === null || demand.holds(name)).map((one) => one.failed));
  return demand === null && failed === 'YES' ? 'UNKNOWN' : failed;
}

function unordered({ repository, deployment }: DeploymentCase, required: readonly Attempts[]): readonly Missing[] {
  return required
    .filter(({ failed }) => failed === 'UNKNOWN')
    .map(({ name }) => ({
      what: `Which attempt of "${name}" was the latest before the start cannot be told.`,
      scope: repository ?? deployment,
      collection: 'checks',
      upTo: null,
    }));
}

function passSentence(subject: DeploymentCase, required: readonly Attempts[], by: string): string {
  const known = required.filter(({ last }) => last.length > 0);
  const names = known
    .slice(0, 3)
    .map(({ name }) => `"${name}"`)
    .join(', ');
  const of = `checks of ${revisionName(subject)} that ${by} requires`;
  return known.length === 0
    ? `None of the ${of} had ended before it was deployed.`
    : `None of the ${of} stood at failed when it was deployed (${names}${known.length > 3 ? ' …' : ''}).`;
}

function gap(
  subject: DeploymentCase,
  required: readonly Attempts[],
  by: string,
): Pick<Finding, 'answer' | 'sentence' | 'about' | 'wouldPassIf'> {
  const failed = required.filter((one) => one.failed === 'YES');
  const names = failed
    .slice(0, 3)
    .map(({ name }) => `"${name}"`)
    .join(', ');
  const last = failed[0]?.last[0];
  const since = last?.at ? ` ${spoken((microsOf(subject.start.to) - microsOf(last.at.from)) / 1000)} before` : '';
  return {
    answer: 'GAP',
    sentence: `${revisionName(subject)} was deployed to ${subject.environment ?? 'production'} although ${names}, which ${by} requires, had failed${since}.`,
    about: [subject.deployment, ...failed.flatMap(({ last: attempts }) => attempts.map(({ check }) => check))],
    wouldPassIf: `${names} had been repeated and had succeeded before it started`,
  };
}
