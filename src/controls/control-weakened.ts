import { durationMs, type Interval, isBefore, microsOf, type Missing, plusMs } from '#contract';
import { every, not, type Truth } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase, notCovered } from './case.js';
import { INTEGRITY } from './integrity/clauses.js';
import { LOGS_BYPASSES } from './protection/bypass-logs.js';
import type { BypassFact } from './protection/facts.js';
import { type Passage, passagesOf } from './protection/moments.js';
import { type Weakening, weakeningsOf } from './protection/weakened.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';

/** What protected the branches that a deployment came from was loosened, removed or gone around. */
export const controlWeakened: Rule = {
  info: {
    id: 'control-weakened',
    title: 'A protection was loosened, removed or bypassed',
    gapWhen:
      'a protection was loosened, removed or bypassed while a carried commit was pushed or merged, or within [24 h] before the deployment; which settings count as looser is a table for each tool',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: INTEGRITY,
  },
  silence: 'It is asked about every deployment to production that started.',
  judge: (subject) => [finding(subject)],
};

function withinOf({ inForce }: DeploymentCase): string {
  return inForce.policy.rules['control-weakened']?.within ?? '24h';
}

/** One weakening, and why it concerns the deployment. */
interface Concern {
  readonly weakening: Weakening;
  /** The carried commit that came in meanwhile; null: it was shortly before the deployment. */
  readonly passage: Passage | null;
  readonly holds: Truth;
}

function finding(subject: DeploymentCase): Finding {
  const { protection } = subject;
  const passages = passagesOf(subject);
  const branches = branchesOf(subject, passages);
  const weakenings = branches.flatMap((branch) => weakeningsOf(protection?.facts ?? [], branch, protection?.defaultBranch ?? null));
  const concerns = weakenings.flatMap((one) => concernsOf(subject, one, passages));
  // What it carries is sure only where no deployment can be missing between it and its base.
  const isSure = notCovered(subject, 'deployments') === null;
  const bypasses = (protection?.bypasses ?? []).filter(({ about }) => isSure || about === subject.deployment);
  const certain = concerns.filter(({ holds, passage }) => holds === 'YES' && (isSure || passage === null));
  const common = { subject: subject.deployment };
  if (bypasses.length > 0 || certain.length > 0) return { ...common, ...gap(subject, certain, bypasses) };
  const missing = [...perhaps(subject, concerns), ...unread(subject, passages, branches)];
  const events = [...subject.events, ...passages.flatMap(({ seqs }) => seqs)];
  if (missing.length > 0 || subject.contents.undecided.length > 0) {
    const why = [...new Set([...subject.contents.undecided, ...missing.map(({ what }) => what)])];
    const sentence = `Whether a protection was loosened before the deployment of ${subject.repositoryName} is not known. ${why.join(' ')}`;
    return { ...common, answer: 'INDETERMINATE', sentence, events, missing };
  }
  const sentence = `What protects ${branches.join(', ')} of ${subject.repositoryName} was loosened neither while its commits came in, nor within ${withinOf(subject)} before it.`;
  return { ...common, answer: 'PASS', sentence, events };
}

/** Of the release branches those that its commits came into, and those that were ever read. */
function branchesOf({ releaseBranches, protection }: DeploymentCase, passages: readonly Passage[]): readonly string[] {
  const read = new Set((protection?.facts ?? []).flatMap(({ branch }) => branch ?? []));
  const named = passages.flatMap(({ branch }) => branch ?? []);
  return [...new Set([...(releaseBranches ?? []).filter((branch) => read.has(branch)), ...named])].sort();
}

function concernsOf(subject: DeploymentCase, weakening: Weakening, passages: readonly Passage[]): readonly Concern[] {
  const here = passages.filter(({ branch }) => branch === null || branch === weakening.branch);
  const meanwhile = here.map((passage) => ({ weakening, passage, holds: stoodAt(weakening, passage.at) }));
  const found = [...meanwhile, { weakening, passage: null, holds: isShortlyBefore(subject, weakening) }];
  return found.filter(({ holds }) => holds !== 'NO');
}

/** Whether it was looser at that moment; readings, rules, pushes and merges are of one source. */
function stoodAt({ from, until }: Weakening, at: Interval | null): Truth {
  if (at === null) return 'UNKNOWN';
  const restored: Truth = until === null ? 'NO' : order(until, at);
  return every([order(from, at), not(restored)]);
}

/** YES: before; NO: after. */
function order(a: Interval, b: Interval, skewMs = 0): Truth {
  return isBefore(a, b, skewMs) ? 'YES' : isBefore(b, a, skewMs) ? 'NO' : 'UNKNOWN';
}

function isShortlyBefore(subject: DeploymentCase, { from }: Weakening): Truth {
  const { start, repository, source, inForce } = subject;
  const skewMs = repository?.split(':')[1] === source ? 0 : inForce.policy.clockSkewMs;
  const earliest = { from: earlier(start.from, subject), to: earlier(start.to, subject) };
  return every([not(order(from, earliest, skewMs)), order(from, start, skewMs)]);
}

function earlier(at: Interval['from'], subject: DeploymentCase): Interval['from'] {
  return plusMs(at, -durationMs(withinOf(subject)));
}

function perhaps({ repository, deployment, repositoryName }: DeploymentCase, concerns: readonly Concern[]): readonly Missing[] {
  const scope = repository ?? deployment;
  const said = concerns.map(({ weakening, passage }) => {
    const when = passage === null ? 'shortly before it' : `when ${passage.named}`;
    return `Whether ${weakening.branch} of ${repositoryName} was protected less ${when} cannot be ordered.`;
  });
  return [...new Set(said)].map((what) => ({ what, scope, collection: 'protection', upTo: null }));
}

/** GitHub keeps no history of its settings: what no reading before shows is known to nobody. */
function unread(subject: DeploymentCase, passages: readonly Passage[], branches: readonly string[]): readonly Missing[] {
  const { repository, deployment, repositoryName, protection, start } = subject;
  const scope = repository ?? deployment;
  const covered = notCovered(subject, 'protections');
  const moments = [...passages.flatMap(({ at }) => at?.from ?? []), earlier(start.from, subject)].sort();
  const isSeen = (branch: string) => protection?.facts.some((fact) => fact.branch === branch && fact.at.to <= moments[0]!) ?? false;
  const unseen = branches.filter((branch) => !isSeen(branch));
  const when = passages.some(({ at }) => at === null);
  const what = `What protected ${unseen.join(', ')} of ${repositoryName} at ${moments[0]} is not known: no reading from before shows it.`;
  return [
    ...(covered ? [covered] : []),
    ...((protection?.facts ?? []).some(({ tool }) => LOGS_BYPASSES.has(tool)) ? allNotCovered(subject, ['bypasses']) : []),
    ...(subject.contents.carries.length > 0 ? allNotCovered(subject, ['deployments', 'pull_requests', 'branches']) : []),
    ...(unseen.length > 0 ? [{ what, scope, collection: 'protection', upTo: null }] : []),
    ...(branches.length === 0
      ? [{ what: `No release branch of ${repositoryName} was read.`, scope, collection: 'protection', upTo: null }]
      : []),
    ...(when
      ? [{ what: 'When some of its commits came into a release branch is not known.', scope, collection: 'branches', upTo: null }]
      : []),
  ];
}

function gap(subject: DeploymentCase, certain: readonly Concern[], bypasses: readonly BypassFact[]): Omit<Finding, 'subject'> {
  const around = [...new Set(bypasses.map(({ guard }) => guard))].sort();
  const said = [
    ...(around.length > 0 ? [`Somebody went around ${around.join(', ')} with what it brings.`] : []),
    ...certain.slice(0, 3).map(saidOf(subject)),
  ];
  const seqs = [
    ...certain.flatMap(({ weakening, passage }) => [...weakening.seqs, ...(passage?.seqs ?? [])]),
    ...bypasses.map(({ seq }) => seq),
  ];
  const last = certain.at(-1);
  return {
    answer: 'GAP',
    sentence: `${[...new Set(said)].join(' ')}${certain.length > 3 ? ' …' : ''}`,
    events: [...subject.events, ...seqs],
    about: [...new Set([...bypasses.map(({ about }) => about), ...certain.map(({ weakening }) => branchRef(subject, weakening.branch))])],
    wouldPassIf: bypasses.length > 0 || !last ? 'nobody had gone around a guard' : passed(subject, last),
  };
}

function branchRef({ repository, deployment }: DeploymentCase, branch: string): string {
  return repository === null ? deployment : `branch:${repository.slice('repository:'.length)}:${branch}`;
}

function saidOf({ start, repositoryName }: DeploymentCase): (concern: Concern) => string {
  return ({ weakening: { branch, from, lost, isRemoved }, passage }) => {
    const what = isRemoved ? 'was removed' : `was loosened (it ${lost.map(({ says }) => says).join(', it ')})`;
    const until = passage?.at ?? start;
    const later = spoken((microsOf(until.from) - microsOf(from.from)) / 1000);
    const then = passage === null ? 'it was deployed' : passage.named;
    return `The protection of ${branch} of ${repositoryName} ${what}, and ${then} ${later} later.`;
  };
}

function passed(subject: DeploymentCase, { weakening, passage }: Concern): string {
  if (passage === null) return `the protection of ${weakening.branch} had stayed as it was in the ${withinOf(subject)} before it`;
  return `the protection of ${weakening.branch} had been as before when ${passage.named}`;
}
