import { allNotCovered, type DeploymentCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { type Leads, leadsOf } from './traceability/leads.js';
import { revisionOf, TRACEABILITY } from './traceability/revision.js';

/** Some commits of a deployment lead to a change, others to none. */
export const untrackedCommits: Rule = {
  info: {
    id: 'untracked-commits',
    title: 'Some commits of a deployment lead to no change',
    gapWhen: 'some, not all, of the commits that the deployment carries lead to no change',
    severity: 'MEDIUM',
    subject: 'deployment',
    clauses: TRACEABILITY,
  },
  silence: 'No source of tickets is read, or the deployment names no revision, of which untraceable-deployment speaks.',
  judge: (subject) => finding(subject),
};

/** Of a deployment without a revision `untraceable-deployment` speaks. */
function finding(subject: DeploymentCase): readonly Finding[] {
  const revision = revisionOf(subject);
  if (!subject.tracing.applies || revision.is === 'NAMELESS') return [];
  const leads = leadsOf(subject);
  const all = [...leads.byCommit.values()];
  const range = allNotCovered(subject, ['deployments']);
  const isOpen = subject.contents.undecided.length > 0 || range.length > 0;
  const mayFail = !leads.isOneDoubt && all.length > 1 && all.some((one) => one !== 'YES') && all.some((one) => one !== 'NO');
  const fails = all.includes('YES') && all.includes('NO');
  if (fails && !isOpen) return [gap(subject, leads)];
  if (!isOpen && !mayFail) return [pass(subject, leads)];
  const missing = [...range, ...leads.missing];
  const why = [...subject.contents.undecided, ...leads.doubts, ...missing.map(({ what }) => what)];
  const sentence = `Whether some of the commits lead to no change is not known. ${why.join(' ')}`;
  return [{ subject: subject.deployment, answer: 'INDETERMINATE', sentence, events: eventsOf(subject), missing }];
}

function gap(subject: DeploymentCase, { byCommit }: Leads): Finding {
  const without = [...byCommit].filter(([, leads]) => leads === 'NO').map(([sha]) => sha);
  const names = without.slice(0, 3).map((sha) => sha.slice(0, 12));
  const lead = without.length === 1 ? 'leads' : 'lead';
  return {
    subject: subject.deployment,
    answer: 'GAP',
    sentence: `${without.length} of the ${byCommit.size} commits that it carries ${lead} to no change: ${names.join(', ')}${without.length > 3 ? ' …' : ''}.`,
    events: eventsOf(subject),
    about: without.map((sha) => `commit:${subject.repository?.slice('repository:'.length) ?? ''}:${sha}`),
    wouldPassIf: `${without.length === 1 ? 'that commit, or its pull request,' : 'each of these commits, or its pull request,'} had named a change`,
  };
}

function pass(subject: DeploymentCase, { byCommit }: Leads): Finding {
  const leading = [...byCommit.values()].filter((leads) => leads === 'YES').length;
  const which =
    byCommit.size === 0
      ? 'It carries no commits.'
      : leading === byCommit.size
        ? `All ${byCommit.size} carried commits lead to a change.`
        : 'Not some but all carried commits are without a change, or may be; untraceable-deployment speaks of that.';
  return { subject: subject.deployment, answer: 'PASS', sentence: which, events: eventsOf(subject) };
}

function eventsOf({ events, contents, commits, tracing }: DeploymentCase): readonly number[] {
  const ways = [...tracing.byCommit.values()].flat().map((way) => way.seq);
  const carried = contents.carries.map((sha) => commits.get(sha)?.seq).filter((seq) => seq !== undefined);
  return [...events, ...ways, ...carried];
}
