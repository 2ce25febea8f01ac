import { microsOf } from '#contract';
import { completeBefore, startsBefore } from './order.js';
import type { Moment, Run } from './run.js';

export interface Base {
  readonly run: Run | null;
  /** Runs of another revision that may or may not be the base instead. With any, the base is undecided. */
  readonly open: readonly Run[];
}

interface Started extends Run {
  readonly start: Moment;
}

/** Deployments to one service, environment and target, in the order of their start. */
export class Lane {
  readonly #runs: Started[] = [];
  /** The widest start so far, in microseconds: how far back an overlapping one can begin. Only bounds the search. */
  #widest = 0;

  get runs(): readonly Run[] {
    return this.#runs;
  }

  /** Puts a run in its place; one that has not started is no part of the order. */
  set(run: Run): void {
    this.remove(run.deployment);
    if (!hasStarted(run)) return;
    this.#runs.splice(this.#indexFrom(beginOf(run)), 0, run);
    this.#widest = Math.max(this.#widest, microsOf(run.start.at.to) - beginOf(run));
  }

  remove(deployment: string): void {
    const at = this.#runs.findIndex((run) => run.deployment === deployment);
    if (at >= 0) this.#runs.splice(at, 1);
  }

  /**
   * The last run before this one in the order that succeeded and whose end is not after its start; overlapping ones
   * do not see each other (`controls.md`, Terms: Base).
   */
  baseOf(run: Run, skewMs: number): Base {
    if (!hasStarted(run)) return { run: null, open: [] };
    let best: Started | null = null;
    const open: Run[] = [];
    for (let at = this.#indexFrom(microsOf(run.start.at.to) + skewMs * 1000) - 1; at >= 0; at--) {
      const other = this.#runs[at]!;
      if (best && this.#isFarBefore(other, best, skewMs)) break;
      if (other.deployment === run.deployment) continue;
      const standing = completeBefore(other, run, skewMs);
      if (standing === 'OPEN') open.push(other);
      if (standing === 'BEFORE' && (!best || startsBefore(best, other, skewMs))) best = other;
    }
    const rivals = open.filter((other) => other.sha !== best?.sha && !(best && startsBefore(other, best, skewMs)));
    return { run: best, open: rivals };
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
      if (hides(other, run, skewMs)) hiddenFrom = Math.min(hiddenFrom, microsOf(other.end!.at.to) + skewMs * 1000);
    }
    return followers;
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

function hides(other: Run, run: Run, skewMs: number): boolean {
  return other.outcome === 'SUCCEEDED' && other.end !== null && startsBefore(run, other, skewMs);
}

function hasStarted(run: Run): run is Started {
  return run.start !== null;
}

function beginOf(run: Started): number {
  return microsOf(run.start.at.from);
}
