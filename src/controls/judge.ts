import type { Verdict } from '#contract';
import type { DeploymentCase } from './case.js';
import { directPush } from './direct-push.js';
import type { Finding, Rule } from './rule.js';
import { unreviewedCode } from './unreviewed-code.js';

/** The version of correlation and rules together; every verdict names it. Raise it when an answer could change. */
export const ENGINE = 'changeline/1';

/** A new rule touches this line, and its own file. */
export const RULES: readonly Rule[] = [directPush, unreviewedCode];

/** How many events and things a verdict names; it counts them all. */
const NAMED = 200;

/** Every rule's answer about a deployment. One outside production is no subject; one in an unknown environment is INDETERMINATE. */
export function judge(subject: DeploymentCase): readonly Verdict[] {
  if (subject.standing === 'OTHER') return [];
  return RULES.flatMap((rule) => {
    const findings = subject.standing === 'UNKNOWN' ? [unknownEnvironment(subject)] : rule.judge(subject);
    return findings.map((finding) => verdictOf(rule, finding, subject));
  });
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

function verdictOf(rule: Rule, finding: Finding, subject: DeploymentCase): Verdict {
  const events = [...new Set(finding.events)].sort((a, b) => a - b);
  return {
    rule: rule.info.id,
    subject: finding.subject,
    answer: finding.answer,
    severity: rule.info.severity,
    sentence: finding.sentence,
    // The newest, since settling counts from them.
    events: events.slice(-NAMED),
    restsOn: events.length,
    about: [...(finding.about ?? [])].sort().slice(0, NAMED),
    wouldPassIf: finding.wouldPassIf ?? null,
    missing: finding.missing ?? [],
    policy: subject.inForce.policy.version,
    beforePolicy: subject.inForce.beforePolicy,
    engine: ENGINE,
  };
}
