import type { Instant } from '#contract';
import { every, orderOf, placeOf, some, type Truth } from '../../correlate/index.js';
import { allNotCovered, type DeploymentCase, type OtherRun } from '../case.js';
import type { Finding } from '../rule.js';

/** Whether the revision of a deployment had succeeded in every environment that policy puts before its own. */
export function skippedEnvironments(subject: DeploymentCase): readonly Finding[] {
  const { environment, inForce } = subject;
  const order = inForce.policy.environmentOrder ?? [];
  const own = order.indexOf(placeOf(environment, inForce.policy).environment);
  return own < 1 ? [] : [finding(subject, order.slice(0, own))];
}

function finding(subject: DeploymentCase, before: readonly string[]): Finding {
  const { sha, elsewhere, deployment, repositoryName, environment } = subject;
  const was = before.map((name) => ({
    name,
    is: some(elsewhere.filter((one) => one.environment === name).map((one) => succeededBefore(subject, one))),
  }));
  const passes = every(was.map(({ is }) => is));
  const relevant = elsewhere.filter((one) => before.includes(one.environment));
  const common = { subject: deployment, events: [...subject.events, ...relevant.flatMap(({ events }) => events)] };
  const title = `The deployment of ${repositoryName} to ${environment ?? 'production'}`;
  const revision = sha?.slice(0, 12) ?? '';
  if (sha !== null && passes === 'YES') {
    return { ...common, answer: 'PASS', sentence: `Its revision ${revision} had succeeded in ${before.join(', ')} before it started.` };
  }
  const missing = sha === null ? [] : allNotCovered(subject, ['deployments']);
  if (sha === null || missing.length > 0 || passes === 'UNKNOWN') {
    const why = sha === null ? ['It names no revision.'] : missing.map(({ what }) => what);
    const open = was
      .filter(({ is }) => is === 'UNKNOWN')
      .map(({ name }) => `How its revision ended in ${name}, or whether before its start, is not known.`);
    const sentence = `Whether ${title} skipped an environment is not known. ${[...why, ...open].join(' ')}`;
    return {
      ...common,
      answer: 'INDETERMINATE',
      sentence,
      missing: missing.length > 0 ? missing : [lackingIn(subject, [...why, ...open].join(' '))],
    };
  }
  const without = was.filter(({ is }) => is === 'NO').map(({ name }) => name);
  const latest = latestStart(elsewhere.filter((one) => without.includes(one.environment)));
  const tried = latest === null ? '' : ` It was deployed there at ${latest} at the latest, but had not succeeded before.`;
  return {
    ...common,
    answer: 'GAP',
    sentence: `${title} brought the revision ${revision}, which had not succeeded in ${without.join(', ')} before.${tried}`,
    about: [deployment],
    wouldPassIf: `the revision had succeeded in ${without.join(', ')} before it started`,
  };
}

function lackingIn({ repository, deployment }: DeploymentCase, what: string) {
  return { what, scope: repository ?? deployment, collection: 'deployments', upTo: null };
}

function succeededBefore({ start, source, inForce }: DeploymentCase, { outcome, end, source: other }: OtherRun): Truth {
  if (outcome === 'FAILED') return 'NO';
  if (outcome !== 'SUCCEEDED' || end === null) return 'UNKNOWN';
  const order = orderOf({ at: end, sequence: null }, { at: start, sequence: null }, other === source, inForce.policy.clockSkewMs);
  return order === 'BEFORE' ? 'YES' : order === 'AFTER' ? 'NO' : 'UNKNOWN';
}

function latestStart(runs: readonly OtherRun[]): Instant | null {
  return runs.reduce<Instant | null>((last, { start }) => (last === null || start.from > last ? start.from : last), null);
}
