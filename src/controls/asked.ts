import type { Policy } from '#contract';
import { isAsked } from './judge.js';
import { RULES } from './rules.js';

/** The rules that a policy asks of a service and an environment, as it calls them: neither off, nor narrowed to others, nor without what they need. */
export function askedBy(policy: Policy, at: { readonly service: string | null; readonly environment: string | null }): ReadonlySet<string> {
  const inForce = { policy, beforePolicy: false };
  const asked = RULES.filter((rule) => isAsked(rule, inForce, at) && (rule.needs?.(policy) ?? true));
  return new Set(asked.map(({ info }) => info.id));
}
