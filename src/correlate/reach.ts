import type { CommitGraph } from './graph.js';

/**
 * Which commits ever stood on a set of branches: everything reachable from any head that was seen there. Grows only,
 * so each commit is visited once however many heads come.
 */
export class Reach {
  readonly #graph: CommitGraph;
  #marks = new Uint8Array(1024);
  readonly #waitingHeads = new Set<string>();
  readonly #waitingParents = new Set<string>();

  constructor(graph: CommitGraph) {
    this.#graph = graph;
  }

  addHead(sha: string): void {
    const index = this.#graph.indexOf(sha);
    if (index < 0) this.#waitingHeads.add(sha);
    else this.#spread(index);
  }

  /** Call when a commit was added to the graph: it may be a head or a parent that was waited for. */
  commitAdded(sha: string): void {
    if (this.#waitingHeads.delete(sha) || this.#waitingParents.delete(sha)) this.#spread(this.#graph.indexOf(sha));
  }

  /** Nothing that was not read may hide more of it. */
  get isWhole(): boolean {
    return this.#waitingHeads.size + this.#waitingParents.size === 0;
  }

  /** Heads and parents that were not read. */
  get waitingFor(): readonly string[] {
    return [...this.#waitingHeads, ...this.#waitingParents];
  }

  has(index: number): boolean {
    return this.#marks[index] === 1;
  }

  #spread(from: number): void {
    if (this.#marks.length < this.#graph.size) this.#grow();
    const stack = [from];
    while (stack.length > 0) {
      const index = stack.pop()!;
      if (this.#marks[index] === 1) continue;
      this.#marks[index] = 1;
      for (let nth = 0; nth < this.#graph.parentCount(index); nth++) {
        const parent = this.#graph.parent(index, nth);
        if (parent < 0) this.#waitingParents.add(this.#graph.pendingSha(parent));
        else stack.push(parent);
      }
    }
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(this.#graph.size, this.#marks.length * 2));
    larger.set(this.#marks);
    this.#marks = larger;
  }
}
