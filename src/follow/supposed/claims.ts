/** A list that parts share among them. */
const LISTS = ['carried', 'deployments', 'tickets', 'repositories', 'services'] as const;
export type List = (typeof LISTS)[number];

/** Of a short list each part takes so many pieces, so that all are done at about the same time. */
const LEAST_CLAIMS = 4;

/** How far each part is in its stretch of each list; shared by the threads. */
export function newCounters(parts: number): SharedArrayBuffer {
  return new SharedArrayBuffer(LISTS.length * parts * Int32Array.BYTES_PER_ELEMENT);
}

/** Which things of a list a part does: each is done by one part. All parts have the same lists, in the same order. */
export class Claims {
  readonly #counters: Int32Array;
  readonly #nth: number;
  readonly #parts: number;

  constructor(counters: SharedArrayBuffer, nth: number) {
    this.#counters = new Int32Array(counters);
    this.#nth = nth;
    this.#parts = this.#counters.length / LISTS.length;
  }

  /** Its own stretch of the list, whose repositories nobody else loads, and then what is left of those of the others; at most so many at a time. */
  *of<T>(list: List, all: readonly T[], most: number): Generator<readonly T[]> {
    const size = Math.max(1, Math.min(most, Math.ceil(all.length / (this.#parts * LEAST_CLAIMS))));
    const begin = (part: number) => Math.floor((Math.ceil(all.length / size) * part) / this.#parts);
    for (let other = 0; other < this.#parts; other++) {
      const owner = (this.#nth + other) % this.#parts;
      const next = () => begin(owner) + this.#next(list, owner);
      for (let nth = next(); nth < begin(owner + 1); nth = next()) yield all.slice(nth * size, (nth + 1) * size);
    }
  }

  #next(list: List, owner: number): number {
    return Atomics.add(this.#counters, LISTS.indexOf(list) * this.#parts + owner, 1);
  }
}
