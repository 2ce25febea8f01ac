import type { Deadline, Policy, RuleId, Severity, Verdict } from '#contract';
import { type PolicyInForce, placeOf } from '../correlate/index.js';
import type { DeploymentCase, ImplementationCase } from './case.js';
import type { ChangeCase } from './change-case.js';
import { type Exempted, exemptionDeadlines, unlessExempt } from './exemptions.js';
import type { Finding, Rule } from './rule.js';
import { mustBeSwitchedOn, RULES } from './rules.js';

/** The version of correlation and rules together; every verdict names it. Raise it when an answer could change. */
export const ENGINE = 'changeline/7';

/** How many events and things a verdict names; it counts them all. */
const NAMED = 200;

/** Every rule's answer about a deployment and what it implements. One outside production is no subject; one in an unknown environment is INDETERMINATE. */
export function judge(subject: DeploymentCase): readonly Verdict[] {
  if (subject.standing === 'OTHER') return [];
  const environment = subject.environment === null ? null : placeOf(subject.environment, subject.inForce.policy).environment;
  const about = { service: subject.service, environment, at: subject.start, byClock: false };
  const asked = askedOf(subject.inForce, about);
  return asked.flatMap((rule) => findings(rule, subject).map((finding) => verdictOf(rule, finding, subject.inForce, about)));
}

/**
 * Every rule's answer about a change alone, by its earliest implementation; and about that implementation itself where
 * it was manual, for no deployment is asked about it.
 */
export function judgeChange(earliest: ImplementationCase, isManual: boolean): readonly Verdict[] {
  const about = { service: earliest.service, environment: null, at: earliest.start, byClock: false };
  const asked = askedOf(earliest.inForce, about);
  const alone = { ...earliest, subject: earliest.ticket?.ticket ?? earliest.subject };
  const of = (rule: Rule) => [...(rule.judgeChange?.(alone) ?? []), ...(isManual ? (rule.judgeImplementation?.(earliest) ?? []) : [])];
  return asked.flatMap((rule) => of(rule).map((finding) => verdictOf(rule, finding, earliest.inForce, about)));
}

/** Every rule's answer about a change as a whole, whether or not anything implemented it. */
export function judgeTicket(subject: ChangeCase): readonly Verdict[] {
  const found = askedOfTicket(subject).map((rule) => [rule, rule.judgeTicket?.(subject) ?? []] as const);
  return found.flatMap(([rule, findings]) => findings.map((finding) => verdictOf(rule, finding, subject.inForce, ofTicket(subject))));
}

/** When time alone changes these answers, also what is over; the earliest of them is when the change is judged again. */
export function ticketDeadlines(subject: ChangeCase): readonly Deadline[] {
  return askedOfTicket(subject).flatMap((rule) => [
    ...[rule.deadline?.(subject) ?? []].flat(),
    ...(rule.judgeTicket ? exemptionDeadlines(rule.info.id, subject.subject, subject.inForce, ofTicket(subject)) : []),
  ]);
}

function askedOfTicket(subject: ChangeCase): readonly Rule[] {
  return askedOf(subject.inForce, ofTicket(subject));
}

const known = new WeakMap<Policy, Map<string, readonly Rule[]>>();

/** The rules that policy asks of a service and an environment; the same for all that is judged by it there. */
function askedOf(inForce: PolicyInForce, at: Exempted): readonly Rule[] {
  const ofPolicy = known.get(inForce.policy) ?? new Map<string, readonly Rule[]>();
  known.set(inForce.policy, ofPolicy);
  const place = JSON.stringify([at.service, at.environment]);
  const asked = ofPolicy.get(place) ?? RULES.filter((rule) => isAsked(rule, inForce, at));
  ofPolicy.set(place, asked);
  return asked;
}

function ofTicket({ earliest, at }: ChangeCase): Exempted {
  const common = { service: earliest?.service ?? null, environment: null };
  return earliest ? { ...common, at: earliest.start, byClock: false } : { ...common, at: { from: at, to: at }, byClock: true };
}

function findings(rule: Rule, subject: DeploymentCase): readonly Finding[] {
  if (subject.standing === 'UNKNOWN') {
    return rule.judge && (rule.needs?.(subject.inForce.policy) ?? true) ? [unknownEnvironment(subject)] : [];
  }
  return [...(rule.judge?.(subject) ?? []), ...subject.implementations.flatMap((one) => rule.judgeImplementation?.(one) ?? [])];
}

function settingsOf(rule: Rule, { policy }: PolicyInForce) {
  return policy.rules[rule.info.id as RuleId];
}

/** Policy can switch a rule off, and narrow it to services and environments, both as it calls them. */
export function isAsked(rule: Rule, inForce: PolicyInForce, at: Pick<Exempted, 'service' | 'environment'>): boolean {
  const settings = settingsOf(rule, inForce);
  const isIn = (list: readonly string[] | undefined, name: string | null) => !list || name === null || list.includes(name);
  return (
    (settings?.enabled ?? !mustBeSwitchedOn(rule)) && isIn(settings?.services, at.service) && isIn(settings?.environments, at.environment)
  );
}

function unknownEnvironment(subject: DeploymentCase): Finding {
  const name = subject.environment ?? '(none)';
  return {
    subject: subject.deployment,
    answer: 'INDETERMINATE',
    sentence: `Whether the environment "${name}" is production is not known: neither policy nor the tool says so. Name it under environments in policy.yaml.`,
    events: subject.events,
    missing: [{ what: `The environment "${name}" is not in the policy.`, scope: 'policy', collection: 'environments', upTo: null }],
  };
}

export function verdictOf(rule: Rule, found: Finding, inForce: PolicyInForce, about: Exempted): Verdict {
  const finding = unlessExempt(rule.info.id, found, inForce, about);
  const events = ascending(finding.events);
  const severity: Severity = settingsOf(rule, inForce)?.severity ?? rule.info.severity;
  return {
    rule: rule.info.id,
    subject: finding.subject,
    answer: finding.answer,
    severity,
    sentence: finding.sentence,
    // The newest, since settling counts from them.
    events: events.slice(-NAMED),
    restsOn: events.length,
    about: [...(finding.about ?? [])].sort().slice(0, NAMED),
    wouldPassIf: finding.wouldPassIf ?? null,
    missing: finding.missing ?? [],
    changesAt: finding.changesAt ?? null,
    policy: inForce.policy.version,
    beforePolicy: inForce.beforePolicy,
    engine: ENGINE,
  };
}

/** Each once. Mostly they come so. */
function ascending(seqs: readonly number[]): readonly number[] {
  if (seqs.every((seq, nth) => nth === 0 || seqs[nth - 1]! < seq)) return seqs;
  return [...new Set(seqs)].sort((a, b) => a - b);
}
