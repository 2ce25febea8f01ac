import type { Missing } from '#contract';
import { NOTHING_NAMED } from '../../correlate/index.js';
import type { DeploymentCase } from '../case.js';
import type { Finding } from '../rule.js';

/** What is missing where it may be a report of another deployment, and no subject of its own. */
export function perhapsAnother({ named, repository, deployment }: DeploymentCase): readonly Missing[] {
  const { perhaps } = named ?? NOTHING_NAMED;
  if (perhaps.length === 0) return [];
  const what = `Whether it is a deployment of its own or a report of another is not known: ${perhaps.join(', ')}.`;
  return [{ what, scope: repository ?? deployment, collection: 'deployments', upTo: null }];
}

/** The answer about a deployment of its own; about what may be none, that nobody knows. */
export function ofItsOwn(judge: (subject: DeploymentCase) => Finding): (subject: DeploymentCase) => readonly Finding[] {
  return (subject) => {
    const missing = perhapsAnother(subject);
    if (missing.length === 0) return [judge(subject)];
    const sentence = missing.map(({ what }) => what).join(' ');
    return [{ subject: subject.deployment, answer: 'INDETERMINATE', sentence, events: subject.events, missing }];
  };
}
