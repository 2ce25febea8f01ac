import type { Missing } from '#contract';
import { every, not, some, type Truth } from '../correlate/index.js';
import { answerOf, type Asked } from './past-deployments/answer.js';
import { order } from './past-deployments/window.js';
import type { Rule } from './rule.js';
import type { DriftFact, ServiceCase, ServiceDeployment } from './service-case.js';

/** A tool found in production what no deployment put there. */
export const driftWithoutChange: Rule = {
  info: {
    id: 'drift-without-change',
    title: 'Production holds what no deployment put there',
    gapWhen: 'a tool reports infrastructure or configuration in production that no deployment put there',
    severity: 'HIGH',
    subject: 'service',
    clauses: ['NIST 800-53 CM-6, SI-7', 'ISO 27001 A.8.9', 'SOC 2 CC6.8, CC7.1', 'PCI DSS 11.5.2'],
  },
  silence: 'It is asked of a service in whose production a tool found what it did not expect.',
  judgeService: (subject) => {
    const all = subject.drifts.filter(({ standing }) => standing !== 'OTHER').map((drift) => askedOf(subject, drift));
    const count = all.length === 1 ? 'The one difference' : `All ${all.length} differences`;
    return answerOf(subject, all, {
      whether: `deployments put there what tools found in the production of ${subject.service}`,
      pass: `${count} that tools found in the production of ${subject.service} came with deployments or implemented changes.`,
    });
  },
};

function askedOf(subject: ServiceCase, drift: DriftFact): Asked {
  const { service, deployments, inForce } = subject;
  const { ref, seq, resource, kind, at, source, standing, environment, keys } = drift;
  const { clockSkewMs } = inForce.policy;
  const near = deployments.map((one) => ({ one, is: isUnderWay(one, drift, clockSkewMs) })).filter(({ is }) => is !== 'NO');
  const implemented = drift.tickets.some((ticket) => subject.implemented.has(ticket) && subject.tickets.get(ticket)?.deleted !== true);
  const isProduction: Truth = standing === 'PRODUCTION' ? 'YES' : 'UNKNOWN';
  const fails = every([isProduction, not(some([implemented ? 'YES' : 'NO', ...near.map(({ is }) => is)]))]);
  const scope = 'policy';
  const unnamed = `Whether the environment "${environment ?? ''}" is production is not known: policy does not say so.`;
  const missing: readonly Missing[] = [
    ...subject.deploymentsUnread(at.to),
    ...keys.flatMap((key) => subject.keyUnread(key, at.to)),
    ...(standing === 'UNKNOWN' ? [{ what: unnamed, scope, collection: 'environments', upTo: null }] : []),
  ];
  return {
    ref,
    seqs: [seq, ...near.flatMap(({ one }) => one.events)],
    fails,
    missing: fails === 'NO' ? [] : missing,
    said: `${source} found ${kind === 'CONFIGURATION' ? 'the configuration' : 'the infrastructure'} ${resource} in the production of ${service} at ${at.from}, and no deployment put it there`,
    wouldPassIf: 'a deployment of the service had been under way, or it had named a change that was implemented',
  };
}

/** Whether a deployment was putting something there when the tool looked. */
function isUnderWay({ source, standing, start, end, outcome }: ServiceDeployment, drift: DriftFact, clockSkewMs: number): Truth {
  const skewMs = source === drift.source ? 0 : clockSkewMs;
  const isOver = end === null ? (outcome === 'RUNNING' ? 'NO' : 'UNKNOWN') : order(end, drift.at, skewMs);
  return every([standing === 'PRODUCTION' ? 'YES' : 'UNKNOWN', order(start, drift.at, skewMs), not(isOver)]);
}
