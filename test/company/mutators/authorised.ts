import type { Change, Decision, Rollout, Unit } from '../plan.js';
import type { RuleName } from '../rule-names.js';
import { implementing, orderOf } from './expect.js';

type Holds = 'always' | 'sometimes' | 'never';

/** Which decisions may have been made when a deployment starts: how many of them at least, and at most. */
function madeBefore(decisions: readonly Decision[], rollout: Rollout): readonly number[] {
  const order = decisions.map(({ at, dated }) => (dated ? orderOf(at, rollout) : 'unordered'));
  const least = order.filter((one) => one === 'before').length;
  const most = order.filter((one) => one !== 'after').length;
  return Array.from({ length: most - least + 1 }, (_, more) => least + more);
}

function holds(states: readonly boolean[]): Holds {
  if (states.every(Boolean)) return 'always';
  return states.some(Boolean) ? 'sometimes' : 'never';
}

/**
 * What the rules of authorisation that need no account must say of a ticket whose decisions, one after the other, are all of
 * one request, so that the last one stands. Each is asked in every order of decisions and start that the times allow.
 */
export function expectByDecisions(unit: Unit, change: Change): void {
  const decisions = change.ticket?.decisions ?? [];
  for (const rollout of implementing(unit)) {
    const states = madeBefore(decisions, rollout).map((made) => ({
      last: decisions[made - 1]?.said ?? null,
      approvedLater: decisions.slice(made).some(({ said }) => said === 'APPROVED'),
    }));
    const say = (rule: RuleName, failed: (state: (typeof states)[number]) => boolean) => {
      const answer = { always: 'GAP', sometimes: 'INDETERMINATE', never: null } as const;
      const found = answer[holds(states.map(failed))];
      if (found !== null) unit.expects.push({ rule, answer: found, rollout, with: change });
    };
    // Asked only where an approval may have stood.
    if (states.every(({ last }) => last !== 'APPROVED'))
      unit.expects.push({ rule: 'self-approval', answer: 'NONE', rollout, with: change });
    say('unapproved-deployment', ({ last, approvedLater }) => last !== 'APPROVED' && !approvedLater);
    say('post-hoc-approval', ({ last, approvedLater }) => last !== 'APPROVED' && approvedLater);
    // Service Management tells two things at that time, what the approver said and its own word on the whole: perhaps one was there.
    const isOpen = holds(states.map(({ last }) => last === 'APPROVED')) === 'sometimes' && change.ticket?.project === 'OPS';
    if (isOpen) unit.expects.push({ rule: 'incomplete-approval', answer: 'INDETERMINATE', rollout, with: change });
    say('deployed-despite-rejection', ({ last }) => last !== null && last !== 'APPROVED');
  }
}
