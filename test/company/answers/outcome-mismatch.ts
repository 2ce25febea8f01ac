import { carrying } from '../mutators/expect.js';
import type { Change, Expectation, Rollout, Unit } from '../plan.js';
import { COMPLETED } from '../policy.js';
import type { Answering } from './moment.js';
import { UNKNOWN_WORD } from './missing-outcome.js';
import { takenOut } from './taken-out.js';
import { asked } from './whole-change.js';

const SUCCESSFUL: readonly unknown[] = [COMPLETED, 'Done with issues'];

/** What its ticket says last of how it ended. */
function lastWord({ ticket }: Change): string | null {
  if (ticket === null) return null;
  const closing = ticket.closedAt === null ? [] : [{ at: ticket.closedAt, resolution: ticket.outcome ?? undefined }];
  const said = [...closing, ...(ticket.moves ?? [])].filter(({ resolution }) => resolution !== undefined).sort((a, b) => a.at - b.at);
  return said.at(-1)?.resolution ?? null;
}

/** A word of which policy does not say what it means is no result that anybody could confirm. */
export function hasResult(change: Change): boolean {
  const word = lastWord(change);
  return word !== null && word !== UNKNOWN_WORD;
}

export function saysWell(change: Change): boolean {
  return SUCCESSFUL.includes(lastWord(change));
}

/** "`T` is recorded as successful, but its last implementation in an environment failed, or its commits were taken out and not brought back". */
export const outcomeMismatch: Answering = (unit) =>
  asked(unit).flatMap(({ change }): Expectation[] => {
    if (change.isIdle || change.byHand !== null || !saysWell(change)) return [];
    const answer = takenOut(unit, change).some(({ isBack }) => !isBack) ? 'GAP' : lastFailed(unit, change);
    return answer === 'NO' ? [] : [{ rule: 'outcome-mismatch', answer, with: change }];
  });

/** Of two that started in one second nobody knows which was the last. */
function lastFailed(unit: Unit, change: Change): 'GAP' | 'INDETERMINATE' | 'NO' {
  const all = carrying(unit, change);
  const places = [...new Set(all.map(({ environment }) => environment))].map((name) =>
    all.filter(({ environment }) => environment === name),
  );
  const found = places.map((one) => new Set(lastOnes(one).map(({ outcome }) => outcome)));
  if (found.some((outcomes) => outcomes.size === 1 && outcomes.has('failure'))) return 'GAP';
  return found.some((outcomes) => outcomes.size > 1) ? 'INDETERMINATE' : 'NO';
}

function lastOnes(all: readonly Rollout[]): readonly Rollout[] {
  const last = Math.max(...all.map(({ startedAt }) => startedAt));
  return all.filter(({ startedAt }) => startedAt === last);
}
