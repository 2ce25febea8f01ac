import type { Missing } from '#contract';
import { allNotCovered, type DeploymentCase, type ImplementationCase, implementationNotCovered } from '../case.js';
import { distinct } from '../distinct.js';

/** The changes with a ticket that a deployment carries. */
export function changesOf({ implementations }: DeploymentCase): readonly ImplementationCase[] {
  return implementations.filter(({ ticket }) => ticket !== null);
}

/** What would have to be read for it to carry no other change, and for its changes to be known. */
export function perhapsMore(subject: DeploymentCase): readonly Missing[] {
  const { contents, tracing, repository, deployment } = subject;
  const undecided = contents.undecided.map((what) => ({ what, scope: repository ?? deployment, collection: 'commits', upTo: null }));
  const tickets = changesOf(subject).flatMap((one) => implementationNotCovered(one, ['tickets']));
  if (!tracing.applies) return [];
  const collections = contents.carries.length > 0 ? ['deployments', 'pull_requests', 'commits'] : ['deployments'];
  const keys = [...tracing.ownPerhaps, ...[...tracing.perhaps.values()].flat()];
  return distinct([...undecided, ...allNotCovered(subject, collections), ...tickets, ...keys]);
}
