import type { Generations } from './generations.js';
import type { CommitGraph } from './graph.js';

/** What `git rev-list head ^base` and `git rev-list base ^head` say, as indices. */
export interface Range {
  readonly carries: readonly number[];
  readonly takesOut: readonly number[];
  /** Parents that the walk met and that were not yet read: with any, both lists may be too long. */
  readonly pending: readonly string[];
}

const HEAD = 1;
const BASE = 2;
const BOTH = 3;

/**
 * Commits reachable from one side only (git ancestry, never time). `base` -1: nothing, so everything is carried.
 * With generation numbers the cost is that of the range; with pending parents it is that of the whole history.
 */
export function rangeOf(graph: CommitGraph, generations: Generations, head: number, base: number): Range {
  const numbers = base < 0 ? null : generations.current();
  return numbers ? meet(graph, numbers, head, base) : paint(graph, head, base);
}

/** Highest generation first: when a commit is taken, all its children were, so its colour is final. */
function meet(graph: CommitGraph, numbers: Int32Array, head: number, base: number): Range {
  const carries: number[] = [];
  const takesOut: number[] = [];
  const colours = new Uint8Array(graph.size);
  const queue = new GenerationQueue(numbers, Math.max(numbers[head]!, numbers[base]!));
  let oneSided = 0;
  const reach = (index: number, colour: number): void => {
    const before = colours[index]!;
    const after = before | colour;
    if (after === before) return;
    colours[index] = after;
    if (before === 0) queue.push(index);
    if (before === 0 && after !== BOTH) oneSided++;
    if (before !== 0 && after === BOTH) oneSided--;
  };
  reach(head, HEAD);
  reach(base, BASE);
  while (oneSided > 0) {
    const index = queue.pop();
    const colour = colours[index]!;
    if (colour !== BOTH) oneSided--;
    if (colour === HEAD) carries.push(index);
    if (colour === BASE) takesOut.push(index);
    for (let nth = 0; nth < graph.parentCount(index); nth++) reach(graph.parent(index, nth), colour);
  }
  return { carries, takesOut, pending: [] };
}

/** The whole history of both sides, without numbers. */
function paint(graph: CommitGraph, head: number, base: number): Range {
  const colours = new Uint8Array(graph.size);
  const pending = new Set<string>();
  const walk = { graph, colours, pending };
  if (base >= 0) spread(walk, base, BASE);
  spread(walk, head, HEAD);
  const carries: number[] = [];
  const takesOut: number[] = [];
  for (let index = 0; index < colours.length; index++) {
    if (colours[index] === HEAD) carries.push(index);
    else if (colours[index] === BASE) takesOut.push(index);
  }
  return { carries, takesOut, pending: [...pending].sort() };
}

interface Walk {
  readonly graph: CommitGraph;
  readonly colours: Uint8Array;
  readonly pending: Set<string>;
}

function spread({ graph, colours, pending }: Walk, from: number, colour: number): void {
  const stack = [from];
  colours[from]! |= colour;
  while (stack.length > 0) {
    const index = stack.pop()!;
    for (let nth = 0; nth < graph.parentCount(index); nth++) {
      const parent = graph.parent(index, nth);
      if (parent < 0) pending.add(graph.pendingSha(parent));
      else if ((colours[parent]! & colour) === 0) {
        colours[parent]! |= colour;
        stack.push(parent);
      }
    }
  }
}

/** Commits by generation, highest first: linked lists in two integer arrays. Parents are always lower, so one pass downwards is enough. */
class GenerationQueue {
  readonly #numbers: Int32Array;
  /** First commit of a generation, plus 1. */
  readonly #first: Int32Array;
  /** The next of the same generation, plus 1. */
  readonly #next: Int32Array;
  #at: number;

  constructor(numbers: Int32Array, top: number) {
    this.#numbers = numbers;
    this.#first = new Int32Array(top + 1);
    this.#next = new Int32Array(numbers.length);
    this.#at = top;
  }

  push(index: number): void {
    const number = this.#numbers[index]!;
    this.#next[index] = this.#first[number]!;
    this.#first[number] = index + 1;
  }

  /** The caller knows that there is one. */
  pop(): number {
    while (this.#first[this.#at] === 0) this.#at--;
    const index = this.#first[this.#at]! - 1;
    this.#first[this.#at] = this.#next[index]!;
    return index;
  }
}
