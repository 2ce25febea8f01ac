import { microsOf } from '#contract';
import { completeBefore, standsBefore } from './order.js';
import { compareSequence, type Moment, type Run } from './run.js';

export interface Base {
  readonly run: Run | null;
  /** Runs of another revision that may or may not be the base instead. With any, the base is undecided. */
  readonly open: readonly Run[];
  /** Runs of the same revision that may stand in its place: whichever it is, the revision is this one. */
  readonly alike: readonly Run[];
}

interface Started extends Run {
  readonly start: Moment;
}

const NO_BASE: Base = { run: null, open: [], alike: [] };

/** Deployments to one service, environment and target, in the order of their start. */
export class Lane {
  readonly #runs: Started[] = [];
  /** The widest start so far, in microseconds: how far back an overlapping one can begin. Only bounds the search. */
  #widest = 0;
  /** The same of starts with a sequence number, which may stand in an order although they overlap. */
  #widestNumbered = 0;

  get runs(): readonly Run[] {
    return this.#runs;
  }

  /** Puts a run in its place; one that has not started is no part of the order. */
  set(run: Run): void {
    this.remove(run.deployment);
    if (!hasStarted(run)) return;
    this.#runs.splice(this.#indexFrom(beginOf(run)), 0, run);
    const width = microsOf(run.start.at.to) - beginOf(run);
    this.#widest = Math.max(this.#widest, width);
    if (run.start.sequence !== null) this.#widestNumbered = Math.max(this.#widestNumbered, width);
  }

  /** The run of this deployment, when it stands here. */
  find(deployment: string): Run | null {
    return this.#runs.find((run) => run.deployment === deployment) ?? null;
  }

  remove(deployment: string): void {
    const at = this.#runs.findIndex((run) => run.deployment === deployment);
    if (at >= 0) this.#runs.splice(at, 1);
  }

  /**
   * The last run before this one in the order that succeeded and whose end is not after its start; overlapping ones
   * do not see each other (`controls.md`, Terms: Base). Undecided where several of different revisions may be the last.
   */
  baseOf(run: Run, skewMs: number): Base {
    if (!hasStarted(run)) return NO_BASE;
    const complete: Started[] = [];
    const perhaps: Started[] = [];
    for (let at = this.#indexFrom(microsOf(run.start.at.to) + skewMs * 1000 + 1) - 1; at >= 0; at--) {
      const other = this.#runs[at]!;
      if (complete[0] && this.#isFarBefore(other, complete[0], skewMs)) break;
      if (other.deployment === run.deployment) continue;
      const standing = completeBefore(other, run, skewMs);
      if (standing === 'BEFORE') complete.push(other);
      if (standing === 'OPEN') perhaps.push(other);
    }
    const isHidden = (one: Started): boolean => complete.some((other) => standsBefore(one, other, skewMs));
    const last = complete.filter((one) => !isHidden(one));
    // A source whose times and sequence contradict each other hides each behind another: then any may be the last.
    const lastOnes = last.length > 0 ? last : complete;
    return chosen(
      lastOnes.sort(laterFirst),
      perhaps.filter((one) => !isHidden(one)),
    );
  }

  /** Runs that may see this one as their base: those after it, until a later one hides it. */
  followersOf(run: Run, skewMs: number): readonly Run[] {
    if (!hasStarted(run)) return [];
    const followers: Run[] = [];
    let hiddenFrom = Number.POSITIVE_INFINITY;
    for (let at = this.#indexFrom(beginOf(run) - this.#widest - skewMs * 1000); at < this.#runs.length; at++) {
      const other = this.#runs[at]!;
      if (beginOf(other) > hiddenFrom) break;
      if (other.deployment === run.deployment) continue;
      followers.push(other);
      if (this.#hides(other, run, skewMs)) hiddenFrom = Math.min(hiddenFrom, microsOf(other.end!.at.to) + skewMs * 1000);
    }
    return followers;
  }

  /** Whether whatever stands before the run also stands before the other. */
  #hides(other: Started, run: Started, skewMs: number): boolean {
    if (other.outcome !== 'SUCCEEDED' || other.end === null) return false;
    return beginOf(other) > microsOf(run.start.at.to) + this.#widestNumbered + skewMs * 1000;
  }

  #isFarBefore(other: Started, best: Started, skewMs: number): boolean {
    return beginOf(other) + this.#widest + skewMs * 1000 < beginOf(best);
  }

  /** Index of the first run that begins at the moment or later. */
  #indexFrom(micros: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (beginOf(this.#runs[middle]!) < micros) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Of those that may be the last: the first that was complete for certain, and whether the others matter. */
function chosen(last: readonly Started[], perhaps: readonly Started[]): Base {
  const run = last[0] ?? null;
  const others = [...last.slice(1), ...perhaps];
  const isOther = (other: Run): boolean => run === null || other.sha !== run.sha;
  return { run, open: others.filter(isOther), alike: others.filter((other) => !isOther(other)) };
}

/** One answer for the same runs, in whatever order they came. */
function laterFirst(a: Started, b: Started): number {
  return beginOf(b) - beginOf(a) || compareSequence(b.deployment, a.deployment);
}

function hasStarted(run: Run): run is Started {
  return run.start !== null;
}

function beginOf(run: Started): number {
  return microsOf(run.start.at.from);
}
