import type { Deadline, Verdict } from '#contract';
import { type Exempted, exemptionDeadlines } from './exemptions.js';
import { isAsked, verdictOf } from './judge.js';
import type { Rule } from './rule.js';
import { RULES } from './rules.js';
import type { ServiceCase } from './service-case.js';

/** Every rule's answer about a service: about what reached its production past the deployments. */
export function judgeService(subject: ServiceCase): readonly Verdict[] {
  const { inForce } = subject;
  return askedOf(subject).flatMap((rule) =>
    (rule.judgeService?.(subject) ?? []).map((finding) => verdictOf(rule, finding, inForce, aboutOf(subject))),
  );
}

/** When exemptions of a service begin and end, also what is over: with them time alone changes these answers. */
export function serviceDeadlines(subject: ServiceCase): readonly Deadline[] {
  return askedOf(subject).flatMap(({ info }) => exemptionDeadlines(info.id, subject.subject, subject.inForce, aboutOf(subject)));
}

function askedOf(subject: ServiceCase): readonly Rule[] {
  return RULES.filter((rule) => rule.judgeService && isAsked(rule, subject.inForce, aboutOf(subject)));
}

/** Nothing implements it: it is judged, and exempt, by the judge's clock. */
function aboutOf({ service, at }: ServiceCase): Exempted {
  return { service, environment: null, at: { from: at, to: at }, byClock: true };
}
