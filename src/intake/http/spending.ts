import { budgetOf, holdBackMs, reserveOf, type Budget } from './budget.js';
import { openTurns, type Turns } from './turns.js';

/** One budget of one credential, and who spends it. */
export interface Spending {
  readonly turns: Turns;
  budget(): Budget | null;
  /** How long this asker must wait, and whether that is since it had its share; 0: it may ask. `others`: how many are under way. */
  holdBack(asker: string, nowMs: number, others: number): { readonly ms: number; readonly hadItsShare: boolean };
  /** An answer came; it cost the asker something unless it was a 304. */
  heard(asker: string, headers: Headers, cost: 0 | 1, nowMs: number): void;
}

/** The last fifth of a budget is for those who have not had their equal share of it. */
const LAST_PART = 0.2;
/** Who has not asked for so long shares no longer. */
const SHARES_FOR_MS = 3_600_000;

export function openSpending(mostAbreast: number, nowMs: () => number): Spending {
  const askers = new Map<string, { spent: number; askedMs: number }>();
  let budget: Budget | null = null;
  let isHeard = false;
  // Since the budget was full: what was left at the first answer, and answers after it. A GraphQL query costs several points.
  let since = { left: 0, answers: 0 };

  // Before anything is known of the budget, one goes ahead and hears of it. What is under way is not counted by the tool yet.
  function allowed(): number {
    if (!isHeard || isOver(budget, nowMs())) return 1;
    if (budget === null || budget.resetMs === null) return mostAbreast;
    return Math.min(mostAbreast, Math.floor((budget.remaining - reserveOf(budget)) / costOfOne()));
  }

  /** At the average of this window; 1 before it is known. */
  function costOfOne(): number {
    if (budget === null || since.answers === 0) return 1;
    return Math.max(1, Math.round((since.left - budget.remaining) / since.answers));
  }

  function sharing(now: number): number {
    for (const [name, { askedMs }] of askers) if (askedMs < now - SHARES_FOR_MS) askers.delete(name);
    return askers.size;
  }

  return {
    turns: openTurns(allowed),
    budget: () => budget,
    holdBack(asker, now, others) {
      const own = askers.get(asker) ?? { spent: 0, askedMs: now };
      own.askedMs = now;
      askers.set(asker, own);
      if (budget === null || budget.limit === null || budget.resetMs === null) return { ms: holdBackMs(budget, now), hadItsShare: false };
      const isTooLittle = budget.remaining - reserveOf(budget) < costOfOne();
      const ms = isTooLittle ? Math.max(0, budget.resetMs - now) : 0;
      if (ms > 0) return { ms, hadItsShare: false };
      const share = (budget.limit - reserveOf(budget)) / sharing(now);
      const isLast = budget.remaining - others <= budget.limit * LAST_PART;
      if (askers.size === 1 || !isLast || own.spent < share) return { ms: 0, hadItsShare: false };
      return { ms: Math.max(0, budget.resetMs - now), hadItsShare: true };
    },
    heard(asker, headers, cost, now) {
      isHeard = true;
      const said = budgetOf(headers, now);
      if (said === null) return;
      // Answers overtake one another by no more than are under way.
      const isFullAgain = isOver(budget, now) || (budget !== null && said.remaining > budget.remaining + mostAbreast);
      if (isFullAgain) for (const one of askers.values()) one.spent = 0;
      since = isFullAgain || budget === null ? { left: said.remaining, answers: 0 } : { ...since, answers: since.answers + 1 };
      budget = said;
      const own = askers.get(asker);
      if (own) own.spent += cost;
    },
  };
}

function isOver(budget: Budget | null, nowMs: number): boolean {
  return budget !== null && budget.resetMs !== null && nowMs >= budget.resetMs;
}
