import { type AccountMark, type Interval } from '#contract';
import type { Audit } from '../wire.js';
import { inOrder, isInsertion } from './history.js';
import { moment } from './moment.js';
import type { People } from './people.js';

/** One state into which an approval came. */
export interface Step {
  readonly state: string;
  readonly before: string | null;
  readonly at: Interval;
  /** Who did it; null where nobody is named. */
  readonly actor: AccountMark | null;
  /** For the how-many-eth time it came into this state, by its full history; null: that was not shown. */
  readonly nth: number | null;
}

export interface Standing {
  readonly state: string;
  readonly created: string;
  readonly creator: string;
  readonly updated: string;
  readonly updater: string;
  /** How often it was updated. */
  readonly updates: number;
  /** Of its state alone. */
  readonly audits: readonly Audit[];
}

/**
 * Every state that it came into. Only its full history tells how often it came into one; without it the present state is told as it
 * was read, some time between its creation and its last update.
 */
export function stepsOf({ state, created, creator, updated, updater, updates, audits }: Standing, people: People): Step[] {
  const ordered = inOrder(audits);
  const history = ordered.filter((audit) => !isInsertion(audit));
  const initial = history[0]?.oldvalue ?? ordered[0]?.newvalue ?? state;
  const first: Step = { state: initial, before: null, at: moment(created), actor: people.byName(creator), nth: 1 };
  const isUntouched = updates === 0 || initial === ordered[0]?.newvalue;
  if (history.length === 0 && isUntouched && initial === state) return [first];
  const read: Step = {
    state,
    before: null,
    at: { from: moment(history.at(-1)?.sys_created_on ?? created).from, to: moment(updated).to },
    actor: updates === 1 ? people.byName(updater) : null,
    nth: null,
  };
  if (history.length === 0) return [read];
  const told = history.map((audit, index): Omit<Step, 'nth'> => ({
    state: audit.newvalue ?? '',
    before: index === 0 ? initial : (history[index - 1]?.newvalue ?? ''),
    at: moment(audit.sys_created_on),
    actor: people.byName(audit.user),
  }));
  const steps = counted([first, ...told]);
  return steps.at(-1)?.state === state ? steps : [...steps, read];
}

function counted(steps: readonly Omit<Step, 'nth'>[]): Step[] {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const nth = (seen.get(step.state) ?? 0) + 1;
    seen.set(step.state, nth);
    return { ...step, nth };
  });
}
