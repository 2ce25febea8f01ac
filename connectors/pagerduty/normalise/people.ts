import { account, type AccountMark } from '#contract';
import type { Agent } from '../wire.js';

/** Null where nobody did it: services, integrations, workflows and timers act, too, and PagerDuty names them in one door only. */
export function personOf(agent: Agent | null | undefined): AccountMark | null {
  return agent && /^user(?:_reference)?$/.test(agent.type) ? account(agent.id, 'PERSON', agent.summary ?? undefined) : null;
}
