import { NOTHING_NAMED } from '../correlate/index.js';
import type { DeploymentCase } from './case.js';
import { READINESS } from './readiness/checks.js';
import type { Finding, Rule } from './rule.js';
import { otherReports } from './unknown-artifact.js';

/** Nobody can tell with which configuration a revision runs. */
export const configurationUnrecorded: Rule = {
  info: {
    id: 'configuration-unrecorded',
    title: 'A deployment does not say which configuration it applied',
    gapWhen: 'the deployment does not say which configuration version it applied',
    severity: 'LOW',
    subject: 'deployment',
    clauses: READINESS,
  },
  silence: 'It is asked about every deployment to production that started.',
  offInBase: true,
  judge: (subject) => [finding(subject)],
};

function finding(subject: DeploymentCase): Finding {
  const { configurations } = subject.named ?? NOTHING_NAMED;
  const common = { subject: subject.deployment, events: subject.events };
  const title = `The deployment of ${subject.repositoryName} to ${subject.environment ?? 'production'}`;
  if (configurations.length > 0) {
    return { ...common, answer: 'PASS', sentence: `${title} applied the configuration ${configurations.join(', ')}.` };
  }
  const missing = otherReports(subject);
  if (missing.length > 0) {
    const sentence = `Which configuration was applied is not known. ${missing.map(({ what }) => what).join(' ')}`;
    return { ...common, answer: 'INDETERMINATE', sentence, missing };
  }
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} does not say which version of its configuration it applied.`,
    about: [subject.deployment],
    wouldPassIf: 'it, or another report of it, had named the version of the configuration',
  };
}
