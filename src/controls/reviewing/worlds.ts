import type { Answer } from '#contract';
import { LATE, type Level, NONE, type Reviewer, STALE, TIMELY } from './reviewers.js';

/** How many independent people approved: ever, before the merge, and the merged head before the merge; each at most as many as are needed. */
export interface World {
  readonly ever: number;
  readonly before: number;
  readonly timely: number;
}

export interface Unknowns {
  readonly reviewers: readonly Reviewer[];
  /** So many reviewers may turn out to be authors. */
  readonly authorsAtMost: number;
  /** There may be reviews that were not read. */
  readonly perhapsMore: boolean;
}

type State = World & { readonly authors: number };

/** Everything that may be the case, whatever the unknown facts turn out to be. */
export function worldsOf({ reviewers, authorsAtMost, perhapsMore }: Unknowns, needed: number): readonly World[] {
  const more = perhapsMore ? Array.from({ length: needed }, (_, n) => ({ ...ANYTHING, name: `more ${n}` })) : [];
  let states: readonly State[] = [{ ever: 0, before: 0, timely: 0, authors: 0 }];
  for (const reviewer of [...reviewers, ...more]) {
    const isFree = (state: State) => reviewer.perhapsAuthor && state.authors < authorsAtMost;
    states = distinct(
      states.flatMap((state) => [
        ...reviewer.levels.map((level) => counted(state, level, needed)),
        ...(isFree(state) ? [{ ...state, authors: state.authors + 1 }] : []),
      ]),
    );
  }
  return states;
}

const ANYTHING: Omit<Reviewer, 'name'> = {
  levels: [NONE, LATE, STALE, TIMELY],
  perhapsAuthor: false,
  lateMs: Number.POSITIVE_INFINITY,
};

function counted({ ever, before, timely, authors }: State, level: Level, needed: number): State {
  const plus = (count: number, least: Level) => Math.min(needed, count + (level >= least ? 1 : 0));
  return { ever: plus(ever, LATE), before: plus(before, STALE), timely: plus(timely, TIMELY), authors };
}

function distinct(states: readonly State[]): readonly State[] {
  return [...new Map(states.map((state) => [[state.ever, state.before, state.timely, state.authors].join(), state])).values()];
}

/** GAP if the rule fails in every world, PASS if it holds in every one (`controls.md`, Verdicts). */
export function answerIn(worlds: readonly World[], fails: (world: World) => boolean): Extract<Answer, 'GAP' | 'PASS' | 'INDETERMINATE'> {
  if (worlds.every(fails)) return 'GAP';
  return worlds.some(fails) ? 'INDETERMINATE' : 'PASS';
}
