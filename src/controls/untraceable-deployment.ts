import type { Missing } from '#contract';
import { some, type Tracing, type Truth, type Way } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase } from './case.js';
import { distinct } from './distinct.js';
import type { Finding, Rule } from './rule.js';
import { CLOSED, leadsBy, leadsOf } from './traceability/leads.js';
import { revisionOf, TRACEABILITY } from './traceability/revision.js';

/** What runs in production leads back to no revision, or to no change. */
export const untraceableDeployment: Rule = {
  info: {
    id: 'untraceable-deployment',
    title: 'A deployment leads to no revision, or to no change',
    gapWhen:
      'the deployment names no revision, or one that the covered repository does not have; or it carries commits, none leads to a change, and it names none itself',
    severity: 'CRITICAL',
    subject: 'deployment',
    clauses: TRACEABILITY,
  },
  silence: 'No source of tickets is read, so that nothing could lead to a change.',
  judge: (subject) => finding(subject),
};

function finding(subject: DeploymentCase): readonly Finding[] {
  const revision = revisionOf(subject);
  if (revision.is === 'NAMELESS') {
    return [gap(subject, 'The deployment names no revision.', 'it had named the revision that it deployed')];
  }
  if (revision.is === 'UNREAD') return [indeterminate(subject, [`Its revision ${short(subject)} was not read yet.`], [revision.missing])];
  if (revision.is === 'ABSENT') {
    const sentence = `The deployment names the revision ${short(subject)}, which ${subject.repositoryName} does not have.`;
    return [gap(subject, sentence, `it had named a revision of ${subject.repositoryName}`)];
  }
  return subject.tracing.applies ? [byChanges(subject)] : [];
}

/** What a deployment is traced by, and whether that leads to a change. */
interface Trail {
  readonly leads: Truth;
  readonly pass: string;
  readonly missing: readonly Missing[];
  readonly doubts: readonly string[];
}

function byChanges(subject: DeploymentCase): Finding {
  const { tracing, contents, sha } = subject;
  const own = ownTrail(tracing);
  const common = { subject: subject.deployment, events: eventsOf(subject) };
  // Whatever came before it: it names a change itself, or its own revision does.
  const isSure = own.leads === 'YES' || leadsBy(tracing.byCommit.get(sha ?? '')) === 'YES';
  const rangeMissing = allNotCovered(subject, ['deployments']);
  const isOpen = contents.undecided.length > 0 || rangeMissing.length > 0;
  const trails = [own, ...trailsOf(subject)];
  const leads = some(trails.map((trail) => trail.leads));
  const passes = trails.find((trail) => trail.leads === 'YES');
  if (passes && (isSure || !isOpen)) return { ...common, answer: 'PASS', sentence: passes.pass };
  if (leads === 'NO' && !isOpen) return gap(subject, gapSentence(subject), WOULD_PASS);
  const still = trails.filter((trail) => trail.leads === 'UNKNOWN');
  const doubts = [...new Set([...contents.undecided, ...still.flatMap((trail) => trail.doubts)])];
  return indeterminate(subject, doubts, [...rangeMissing, ...distinct(still.flatMap((trail) => trail.missing))]);
}

function ownTrail({ own, ownPerhaps }: Tracing): Trail {
  return { leads: leadsBy(own, ownPerhaps), pass: 'The deployment itself names a change.', missing: ownPerhaps, doubts: doubtsOf(own) };
}

/** By what it carries; what carries nothing, by who brought its revision first; what takes commits out, also by their changes. */
function trailsOf(subject: DeploymentCase): readonly Trail[] {
  const { contents, tracing } = subject;
  const { relation } = contents;
  const taken = relation === 'ROLLBACK' || relation === 'SIDEWAYS' ? [takenOutTrail(tracing)] : [];
  if (contents.carries.length > 0) return [carriedTrail(subject), ...taken];
  if (relation === 'REDEPLOYMENT' || relation === 'ROLLBACK') return [firstTrail(subject), ...taken];
  return [{ ...UNDECIDED, leads: 'YES', pass: 'It carries no commits.' }];
}

const UNDECIDED: Trail = { leads: 'UNKNOWN', pass: '', missing: [], doubts: [] };

function takenOutTrail({ takenOut, takenOutPerhaps: missing }: Tracing): Trail {
  const ways = [...takenOut.values()].flat();
  return { leads: leadsBy(ways, missing), pass: 'It takes out what a change had brought.', missing, doubts: doubtsOf(ways) };
}

function doubtsOf(ways: readonly Way[]): readonly string[] {
  return ways.some((way) => way.closedBefore) ? [CLOSED] : [];
}

function carriedTrail(subject: DeploymentCase): Trail {
  const { byCommit, missing, doubts } = leadsOf(subject);
  const count = [...byCommit.values()].filter((leads) => leads === 'YES').length;
  const of = byCommit.size === 1 ? 'The commit that it carries leads' : `${count} of the ${byCommit.size} commits that it carries lead`;
  return { leads: some(byCommit.values()), pass: `${of} to a change.`, missing, doubts };
}

/** By the deployment that first brought the revision; also there a commit that was not read may lead somewhere. */
function firstTrail(subject: DeploymentCase): Trail {
  const first = subject.firstBroughtBy;
  if (!first) return { ...UNDECIDED, doubts: ['Which deployment first brought its revision is not known.'] };
  const { tracing } = first;
  const ways = [...tracing.byCommit.values(), tracing.own].flat();
  const unread = allNotCovered(subject, ['pull_requests', 'commits']);
  const missing = [...unread, ...tracing.ownPerhaps, ...[...tracing.perhaps.values()].flat()];
  const doubts = doubtsOf(ways);
  return { leads: leadsBy(ways, missing), pass: 'The deployment that first brought its revision leads to a change.', missing, doubts };
}

const WOULD_PASS = 'a commit, its pull request or the deployment had named a change';

function gapSentence({ contents }: DeploymentCase): string {
  const { carries, takesOut, relation } = contents;
  if (relation === 'REDEPLOYMENT')
    return 'Its revision was first brought by a deployment that leads to no change, and it names none itself.';
  if (relation === 'ROLLBACK') {
    return `Neither the ${takesOut.length} commits that it takes out nor the deployment that first brought its revision lead to a change, and it names none itself.`;
  }
  const carried = carries.length === 1 ? 'The commit that it carries leads' : `None of the ${carries.length} commits that it carries leads`;
  return `${carried} to ${carries.length === 1 ? 'no' : 'a'} change, and the deployment names none itself.`;
}

function gap(subject: DeploymentCase, sentence: string, wouldPassIf: string): Finding {
  return { subject: subject.deployment, answer: 'GAP', sentence, events: eventsOf(subject), about: [subject.deployment], wouldPassIf };
}

function indeterminate(subject: DeploymentCase, why: readonly string[], missing: readonly Missing[]): Finding {
  const sentence = `Whether the deployment leads to a change is not known. ${[...why, ...missing.map(({ what }) => what)].join(' ')}`;
  return { subject: subject.deployment, answer: 'INDETERMINATE', sentence, events: eventsOf(subject), missing };
}

function eventsOf({ events, contents, commits, tracing }: DeploymentCase): readonly number[] {
  const ways = [...tracing.own, ...[...tracing.byCommit.values()].flat()].map((way) => way.seq);
  const carried = contents.carries.map((sha) => commits.get(sha)?.seq).filter((seq) => seq !== undefined);
  return [...events, ...ways, ...carried];
}

function short({ sha }: DeploymentCase): string {
  return sha?.slice(0, 12) ?? '';
}
