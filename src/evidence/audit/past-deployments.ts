import type { Answer, Instant } from '#contract';

/** Rules about what reached a service's production past the deployments. They are about no unit, and part of step 8. */
export const PAST_DEPLOYMENTS: readonly string[] = ['direct-access', 'drift-without-change'];

/** What such a rule said of a service at the checkpoint, and what of that happened in the period. */
export interface PastDeployments {
  readonly service: string;
  readonly rule: string;
  readonly answer: Answer;
  readonly sentence: string;
  /** Of what happened in the period and the answer rests on: sequence numbers of the events. */
  readonly events: readonly number[];
  /** The first of these. */
  readonly firstAt: Instant;
}
