import { type Draft, ref } from '#contract';
import type { Step } from '../wire.js';
import { type Log, subjectOf } from './log.js';
import { momentOrNull } from './moment.js';

/** A step that waits for a user: the policy asks for an approval. One that was cancelled, or ran out of time, said nothing. */
const RESULTS: Readonly<Record<string, string>> = { SUCCESS: 'PASSED', WAITING_FOR_USER: 'WARNED', FAIL: 'FAILED' };

/** What approval policies (OPA) said. env zero asks them again when a deployment is resumed: each result is a fact of its own. */
export function policiesIn(log: Log): readonly Draft[] {
  return (log.steps ?? []).filter(({ role }) => role === 'POLICY').flatMap((step) => evaluated(log, step));
}

function evaluated(log: Log, step: Step): readonly Draft[] {
  const result = Object.hasOwn(RESULTS, step.status) ? RESULTS[step.status] : undefined;
  if (!result) return [];
  return [
    {
      type: 'policy.evaluated',
      subject: ref('evaluation', log.deployment.id, step.id),
      identity: { kind: 'policy', natural: [log.deployment.id, step.id], transition: 'evaluated', discriminator: [result] },
      occurredAt: momentOrNull(step.completedAt),
      timeFrom: 'SEEN',
      core: { guard: step.name, result, about: subjectOf(log), environment: log.deployment.environmentId },
      mentions: [{ names: subjectOf(log), method: 'RELATION', place: 'step' }],
    },
  ];
}
