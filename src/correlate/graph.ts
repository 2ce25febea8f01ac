import { readSha, WORDS, writeSha } from './sha.js';

/**
 * The commits of one repository as integer arrays: 20 bytes of id, 4 of edge offset, 4 an edge, 4 of generation and
 * 8 of hash slots a commit. A parent that was not yet read is a pending edge (negative), resolved when it comes.
 */
export class CommitGraph {
  #size = 0;
  #shas = new Uint32Array(1024 * WORDS);
  #edgeStart = new Int32Array(1025);
  #edges = new Int32Array(2048);
  #slots = new Int32Array(2048).fill(-1);
  readonly #pendingIds = new Map<string, number>();
  readonly #pendingTargets: number[] = [];
  readonly #pendingShas: string[] = [];
  #unresolved = 0;
  #edgeCount = 0;
  readonly #scratch = new Uint32Array(WORDS);

  get size(): number {
    return this.#size;
  }

  /** Parents named and not yet read. */
  get unresolved(): number {
    return this.#unresolved;
  }

  /** Adds a commit and answers its index; a known one stays as it is. */
  add(sha: string, parents: readonly string[]): number {
    writeSha(sha, this.#scratch, 0);
    const known = this.find(this.#scratch);
    if (known >= 0) return known;
    const index = this.append(this.#scratch);
    for (const parent of parents) {
      writeSha(parent, this.#scratch, 0);
      this.addParent(this.#scratch);
    }
    this.close(index);
    this.#resolve(sha, index);
    return index;
  }

  /** Index of the commit, or -1. */
  indexOf(sha: string): number {
    writeSha(sha, this.#scratch, 0);
    return this.find(this.#scratch);
  }

  shaOf(index: number): string {
    return readSha(this.#shas, index * WORDS);
  }

  parentCount(index: number): number {
    return this.#edgeStart[index + 1]! - this.#edgeStart[index]!;
  }

  /** The nth parent: its index, or -1 - p where p names a pending parent (`pendingSha`). */
  parent(index: number, nth: number): number {
    const edge = this.#edges[this.#edgeStart[index]! + nth]!;
    if (edge >= 0) return edge;
    const target = this.#pendingTargets[-1 - edge]!;
    return target >= 0 ? target : edge;
  }

  pendingSha(parent: number): string {
    return this.#pendingShas[-1 - parent]!;
  }

  /** Ids of its parents, read or not; none of a commit that was not read itself. */
  parentsOf(sha: string): readonly string[] {
    const index = this.indexOf(sha);
    const parents = Array.from({ length: index < 0 ? 0 : this.parentCount(index) }, (_, nth) => this.parent(index, nth));
    return parents.map((parent) => (parent < 0 ? this.pendingSha(parent) : this.shaOf(parent)));
  }

  /** For bulk loading: a new commit that is not in the graph, its edges to follow (`addParent`, `close`) in the order of appending. */
  append(words: Uint32Array): number {
    const index = this.#size++;
    if (this.#size * WORDS > this.#shas.length) this.#shas = grown(this.#shas, Uint32Array);
    if (this.#size + 1 > this.#edgeStart.length) this.#edgeStart = grown(this.#edgeStart, Int32Array);
    for (let word = 0; word < WORDS; word++) this.#shas[index * WORDS + word] = words[word]!;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    else this.#slots[this.#freeSlot(words[0]!)] = index;
    return index;
  }

  addParent(words: Uint32Array): void {
    if (this.#edgeCount === this.#edges.length) this.#edges = grown(this.#edges, Int32Array);
    const known = this.find(words);
    this.#edges[this.#edgeCount++] = known >= 0 ? known : -1 - this.#pending(readSha(words, 0));
  }

  close(index: number): void {
    this.#edgeStart[index + 1] = this.#edgeCount;
  }

  #pending(sha: string): number {
    const known = this.#pendingIds.get(sha);
    if (known !== undefined) return known;
    const id = this.#pendingShas.push(sha) - 1;
    this.#pendingIds.set(sha, id);
    this.#pendingTargets.push(-1);
    this.#unresolved++;
    return id;
  }

  #resolve(sha: string, index: number): void {
    const id = this.#pendingIds.size === 0 ? undefined : this.#pendingIds.get(sha);
    if (id === undefined) return;
    this.#pendingTargets[id] = index;
    this.#pendingIds.delete(sha);
    this.#unresolved--;
  }

  /** Index of the commit with these words, or -1. */
  find(words: Uint32Array): number {
    const mask = this.#slots.length - 1;
    for (let slot = words[0]! & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot]!;
      if (index < 0) return -1;
      const at = index * WORDS;
      let word = 0;
      while (word < WORDS && this.#shas[at + word] === words[word]) word++;
      if (word === WORDS) return index;
    }
  }

  #freeSlot(hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
    return slot;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let index = 0; index < this.#size; index++) this.#slots[this.#freeSlot(this.#shas[index * WORDS]!)] = index;
  }
}

function grown<A extends Uint32Array | Int32Array>(array: A, kind: new (length: number) => A): A {
  const larger = new kind(array.length * 2);
  larger.set(array);
  return larger;
}
