import type { Missing } from '#contract';
import { type ArtifactNamed, NOTHING_NAMED } from '../correlate/index.js';
import { allNotCovered, type DeploymentCase } from './case.js';
import { perhapsAnother } from './readiness/perhaps-another.js';
import type { Finding, Rule } from './rule.js';
import { TRACEABILITY } from './traceability/revision.js';

/** Of what runs in production nobody says what it was built from. */
export const unknownArtifact: Rule = {
  info: {
    id: 'unknown-artifact',
    title: 'An artifact was deployed of which no build is known',
    gapWhen: 'the deployment names an artifact digest for which no build is known, or only a tag that can move',
    severity: 'HIGH',
    subject: 'deployment',
    clauses: TRACEABILITY,
  },
  silence: 'It is asked of deployments that name an artifact, by digest or by tag, and this one names none.',
  judge: (subject) => {
    const { artifacts, tags } = subject.named ?? NOTHING_NAMED;
    if (artifacts.length > 0) return [byDigest(subject, artifacts)];
    return tags.length > 0 ? [byTag(subject, tags)] : [];
  },
};

function byDigest(subject: DeploymentCase, artifacts: readonly ArtifactNamed[]): Finding {
  const events = [...subject.events, ...artifacts.flatMap((one) => one.events)];
  const common = { subject: subject.deployment, events };
  const unknown = artifacts.filter(({ isBuilt }) => !isBuilt);
  const names = (all: readonly ArtifactNamed[]) => all.map(({ artifact }) => short(artifact)).join(', ');
  if (unknown.length === 0) return { ...common, answer: 'PASS', sentence: `It is known what ${names(artifacts)} was built from.` };
  const distrusted = [...new Set(unknown.flatMap((one) => one.distrusted))].sort();
  const but =
    distrusted.length > 0
      ? ` What ${distrusted.join(', ')} says of it does not count: policy does not trust it for artifact.published.`
      : '';
  return {
    ...common,
    answer: 'GAP',
    sentence: `${titleOf(subject)} names ${names(unknown)}, and no build of it is known.${but}`,
    about: [subject.deployment, ...unknown.map(({ artifact }) => artifact)],
    wouldPassIf: `somebody whom policy trusts had said from which commits, or by which build, ${names(unknown)} was made`,
  };
}

/** Another report of the same deployment, or another deployment of which it is a report, may name the digest. */
function byTag(subject: DeploymentCase, tags: readonly string[]): Finding {
  const common = { subject: subject.deployment, events: subject.events };
  const missing = otherReports(subject);
  if (missing.length === 0) {
    return {
      ...common,
      answer: 'GAP',
      sentence: `${titleOf(subject)} names its artifact only as ${tags.join(', ')}: a tag can move, so nobody can tell what was deployed.`,
      about: [subject.deployment],
      wouldPassIf: 'it had named the digest of the artifact, and somebody had said what that was built from',
    };
  }
  const sentence = `Whether the artifact that was deployed is known is not known: a tag (${tags.join(', ')}) is all that is named so far. ${missing.map(({ what }) => what).join(' ')}`;
  return { ...common, answer: 'INDETERMINATE', sentence, missing };
}

/** What would have to be read to know that no other report of the deployment says more. */
export function otherReports(subject: DeploymentCase): readonly Missing[] {
  return [...perhapsAnother(subject), ...allNotCovered(subject, ['deployments'])];
}

function titleOf({ repositoryName, environment }: DeploymentCase): string {
  return `The deployment of ${repositoryName} to ${environment ?? 'production'}`;
}

/** `sha256:0123456789ab`. */
function short(artifact: string): string {
  return artifact.replace(/^artifact:/, '').replace(/^(sha256:[0-9a-f]{12})[0-9a-f]*$/, '$1');
}
