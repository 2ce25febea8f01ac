import DataLoader from 'dataloader';

/**
 * Makes loaders that ask together: a batch leaves once every batch before it has been answered. What a question costs in
 * statements is then told by its shape alone, and not by which answer of the database came first.
 */
export class Waves {
  readonly #keep: boolean;
  #waiting: (() => void)[] = [];
  #asked = 0;
  #isCalled = false;

  constructor(keep: boolean) {
    this.#keep = keep;
  }

  /** `keep`: answers are remembered until the question ends. */
  loader<K, V, C = K>(batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>, keyOf?: (key: K) => C): DataLoader<K, V, C> {
    return new DataLoader<K, V, C>((keys) => this.#ask(() => batch(keys)), {
      cache: this.#keep,
      maxBatchSize: 1_000,
      batchScheduleFn: (send) => this.#join(send),
      ...(keyOf ? { cacheKeyFn: keyOf } : {}),
    });
  }

  #join(send: () => void): void {
    this.#waiting.push(send);
    this.#call();
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    this.#asked += 1;
    try {
      return await work();
    } finally {
      this.#asked -= 1;
      this.#call();
    }
  }

  /** After whatever follows from answers at hand: that runs before the next turn of the event loop. */
  #call(): void {
    if (this.#isCalled || this.#asked > 0 || this.#waiting.length === 0) return;
    this.#isCalled = true;
    setImmediate(() => {
      this.#isCalled = false;
      const wave = this.#waiting;
      this.#waiting = [];
      for (const send of wave) send();
    });
  }
}
