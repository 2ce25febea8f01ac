import type { Verdict } from '#contract';
import type { HistoryCase } from './forced-away.js';
import { isAsked, verdictOf } from './judge.js';
import { RULES } from './rules.js';

const NOWHERE = { service: null, environment: null, byClock: false };

/** Every rule's answer about what was forced away from the release branches of a repository. */
export function judgeHistory(subject: HistoryCase): readonly Verdict[] {
  const { inForce, commits } = subject;
  const asked = RULES.filter((rule) => rule.judgeHistory && isAsked(rule, inForce, NOWHERE));
  return asked.flatMap((rule) =>
    (rule.judgeHistory?.(subject) ?? []).map((one, nth) => verdictOf(rule, one, inForce, { ...NOWHERE, at: commits[nth]?.at ?? null })),
  );
}
