import type { Policy, RuleId } from '#contract';
import type { Standing } from '../correlate/index.js';
import { mustBeSwitchedOn, RULES } from './rules.js';
import type { Rule } from './rule.js';

/** What was judged together, as far as that decides which rules are asked about it. */
export interface Asked {
  /** `deployment:…`, or the ref of a change alone. */
  readonly unit: string;
  /** Of a deployment; null of a change. */
  readonly standing: Standing | null;
  /** Whether it started; of a change, whether an implementation of it did. */
  readonly started: boolean;
  /** FORWARD, REDEPLOYMENT … of a deployment; null of a change. */
  readonly relation: string | null;
  readonly service: string | null;
  /** As policy calls it. */
  readonly environment: string | null;
  readonly policy: Policy | null;
}

/** A rule that says nothing of a subject, and why. */
export interface Silence {
  readonly rule: string;
  readonly sentence: string;
}

/** Every rule that gave no verdict, in the order of the rules, with one sentence why. */
export function silencesOf(asked: Asked, spoken: ReadonlySet<string>): readonly Silence[] {
  return RULES.filter(({ info }) => !spoken.has(info.id)).map((rule) => ({ rule: rule.info.id, sentence: whySilent(rule, asked) }));
}

function whySilent(rule: Rule, asked: Asked): string {
  if (rule.judgeService) return notAskedByPolicy(rule, asked) ?? 'It is asked about a service, not about a deployment or a change.';
  if (rule.judgeHistory) return notAskedByPolicy(rule, asked) ?? rule.silence;
  return notAskedByPolicy(rule, asked) ?? (asked.standing === null ? ofChange(rule, asked) : ofDeployment(rule, asked)) ?? rule.silence;
}

function notAskedByPolicy(rule: Rule, { policy, service, environment }: Asked): string | null {
  const settings = policy?.rules[rule.info.id as RuleId];
  if (!policy) return null;
  if (mustBeSwitchedOn(rule) && settings?.enabled === undefined) return `The policy ${policy.version} does not switch it on.`;
  if (!settings) return null;
  if (settings.enabled === false) return `The policy ${policy.version} switches it off.`;
  const narrowed = (list: readonly string[] | undefined, name: string | null) => list && name !== null && !list.includes(name);
  if (narrowed(settings.services, service)) return `The policy ${policy.version} asks it of other services, not of ${service}.`;
  if (narrowed(settings.environments, environment))
    return `The policy ${policy.version} asks it of other environments, not of ${environment}.`;
  return null;
}

function ofDeployment(rule: Rule, { standing, started, relation }: Asked): string | null {
  if (!rule.judge && !rule.judgeImplementation) return 'It is asked about a change, not about a deployment; the change shows it.';
  if (standing === 'OTHER') return 'It is asked of deployments to production, and this is none.';
  if (!started) return 'It is asked once the deployment started, and no start was read.';
  if (relation === 'CORROBORATES') return 'This is a report of a deployment for which another report speaks; that one is judged.';
  if (rule.judge) return null;
  if (standing === 'UNKNOWN') return 'Whether the environment is production is not known; the rules over deployments say so.';
  const isOnlyDeployed = relation === 'REDEPLOYMENT' || relation === 'ROLLBACK';
  return isOnlyDeployed ? 'A redeployment or rollback is asked only the rules whose subject is the deployment.' : null;
}

function ofChange(rule: Rule, { started }: Asked): string | null {
  if (rule.judgeTicket) return null;
  if (!rule.judgeChange) return 'It is asked about each implementation of the change; its deployments show it.';
  return started ? null : 'It is asked by the earliest implementation, and nothing shows that the change was implemented.';
}
