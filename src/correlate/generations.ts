import type { CommitGraph } from './graph.js';

/**
 * Generation numbers (1 for a root, else one more than the highest parent): with them a walk can stop where both
 * sides have met. Kept while commits arrive after their parents; computed again, in O(commits), when they did not.
 * Null while a parent is pending: then nothing bounds the walk.
 */
export class Generations {
  readonly #graph: CommitGraph;
  #numbers = new Int32Array(1024);
  #known = 0;

  constructor(graph: CommitGraph) {
    this.#graph = graph;
  }

  current(): Int32Array | null {
    if (this.#graph.unresolved > 0) return null;
    if (this.#numbers.length < this.#graph.size) this.#grow();
    while (this.#known < this.#graph.size) {
      if (!this.#extend(this.#known)) this.#number(this.#known);
      this.#known++;
    }
    return this.#numbers;
  }

  #grow(): void {
    const larger = new Int32Array(Math.max(this.#graph.size, this.#numbers.length * 2));
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  /** Numbers the commit from its parents; false when one of them has no number yet. */
  #extend(index: number): boolean {
    let highest = 0;
    for (let nth = 0; nth < this.#graph.parentCount(index); nth++) {
      const number = this.#numbers[this.#graph.parent(index, nth)]!;
      if (number === 0) return false;
      if (number > highest) highest = number;
    }
    this.#numbers[index] = highest + 1;
    return true;
  }

  /** Depth first without recursion: histories are deeper than any call stack. */
  #number(index: number): void {
    const stack = [index];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (this.#numbers[top] !== 0 || this.#extend(top)) {
        stack.pop();
        continue;
      }
      for (let nth = 0; nth < this.#graph.parentCount(top); nth++) {
        const parent = this.#graph.parent(top, nth);
        if (this.#numbers[parent] === 0) stack.push(parent);
      }
    }
  }
}
