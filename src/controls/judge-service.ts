import type { Verdict } from '#contract';
import type { Exempted } from './exemptions.js';
import { isAsked, verdictOf } from './judge.js';
import { RULES } from './rules.js';
import type { ServiceCase } from './service-case.js';

/** Every rule's answer about a service: about what reached its production past the deployments. */
export function judgeService(subject: ServiceCase): readonly Verdict[] {
  const { inForce, service } = subject;
  // Nothing implements it, so that policy takes it out of no rule.
  const about: Exempted = { service, environment: null, at: null, byClock: false };
  return RULES.filter((rule) => rule.judgeService && isAsked(rule, inForce, about)).flatMap((rule) =>
    (rule.judgeService?.(subject) ?? []).map((finding) => verdictOf(rule, finding, inForce, about)),
  );
}
