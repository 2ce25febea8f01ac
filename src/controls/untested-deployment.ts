import { microsOf, type Missing } from '#contract';
import { type CheckFacts, some, testsOf } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase } from './case.js';
import { endedBefore, headsUnread, namesNone, READINESS, revisionFacts, revisionName } from './readiness/checks.js';
import { ofItsOwn } from './readiness/perhaps-another.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** Nothing shows that what runs in production was tested before. */
export const untestedDeployment: Rule = {
  info: {
    id: 'untested-deployment',
    title: 'A revision was deployed without a successful test',
    gapWhen: 'no successful check classified as test, of the deployment’s revision or of the head merged as it, ended before its start',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: READINESS,
  },
  silence: 'It is asked about every deployment to production that started.',
  judge: ofItsOwn(finding),
};

function finding(subject: DeploymentCase): Finding {
  const tests = testsOf(revisionFacts(subject), subject.inForce.policy);
  const passed = tests.filter(({ conclusion }) => conclusion === 'SUCCESS');
  const before = passed.filter((one) => endedBefore(one, subject) === 'YES');
  const events = [...subject.events, ...(before.length > 0 ? before : tests).map(({ seq }) => seq)];
  const common = { subject: subject.deployment, events };
  if (before.length > 0) return { ...common, answer: 'PASS', sentence: passSentence(subject, before) };
  const missing = missingFor(subject);
  const isOpen = some(passed.map((one) => endedBefore(one, subject))) === 'UNKNOWN';
  if (!isOpen && missing.length === 0) return { ...common, ...gap(subject, tests) };
  const why = [
    ...(isOpen ? ['Whether a successful test of it ended before the start cannot be told.'] : []),
    ...missing.map(({ what }) => what),
  ];
  const sentence = `Whether what was deployed had been tested is not known. ${why.join(' ')}`;
  return { ...common, answer: 'INDETERMINATE', sentence, missing: isOpen ? [...missing, undated(subject)] : missing };
}

function missingFor(subject: DeploymentCase): readonly Missing[] {
  if (subject.sha === null) return [namesNone(subject)];
  return [...allNotCovered(subject, ['checks']), ...headsUnread(subject)];
}

function undated({ repository, deployment }: DeploymentCase): Missing {
  const what = 'Of a successful test of it the source tells no time, or one that cannot be ordered with the start.';
  return { what, scope: repository ?? deployment, collection: 'checks', upTo: null };
}

function passSentence(subject: DeploymentCase, before: readonly CheckFacts[]): string {
  const names = [...new Set(before.map(({ name }) => name))].sort();
  const which = names.length > 3 ? `${names.length} tests` : names.map((name) => `"${name}"`).join(', ');
  return `${revisionName(subject)}, or the head merged as it, had passed ${which} before it was deployed.`;
}

function gap(subject: DeploymentCase, tests: readonly CheckFacts[]): Pick<Finding, 'answer' | 'sentence' | 'about' | 'wouldPassIf'> {
  const late = tests
    .filter(({ conclusion, at }) => conclusion === 'SUCCESS' && at !== null)
    .map(({ name, at }) => ({ name, lateMs: (microsOf(at!.to) - microsOf(subject.start.from)) / 1000 }))
    .sort((a, b) => a.lateMs - b.lateMs)[0];
  const failed = tests.filter(({ conclusion }) => conclusion !== 'SUCCESS').length;
  const what = late
    ? `"${late.name}" passed ${spoken(late.lateMs)} after its start`
    : failed > 0
      ? `${failed === 1 ? 'the one test of it' : `all ${failed} tests of it`} failed`
      : 'no test of it is known';
  return {
    answer: 'GAP',
    sentence: `${revisionName(subject)} was deployed to ${subject.environment ?? 'production'} without a successful test before: ${what}.`,
    about: [subject.deployment],
    wouldPassIf: late
      ? `"${late.name}" had passed ${spoken(late.lateMs)} earlier`
      : 'a test of it, or of the head merged as it, had passed before its start',
  };
}
