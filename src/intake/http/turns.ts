/** Who may ask next: one from each asker in turn, however many another has waiting. */
export interface Turns {
  /** Resolves when it is this asker's turn; throws what `signal` was aborted with. */
  take(asker: string, signal: AbortSignal): Promise<void>;
  /** Ends a turn. */
  give(): void;
  /** How many are under way. */
  underWay(): number;
}

interface Waiting {
  readonly go: () => void;
}

/** `allowed`: how many may be under way now. One always may, and finds out for itself that it must wait. */
export function openTurns(allowed: () => number): Turns {
  const queues = new Map<string, Waiting[]>();
  let underWay = 0;

  function next(): Waiting | undefined {
    const [first] = queues;
    if (!first) return undefined;
    const [asker, queue] = first;
    const one = queue.shift();
    // Whoever was served goes to the end of the row.
    queues.delete(asker);
    if (queue.length > 0) queues.set(asker, queue);
    return one;
  }

  function pump(): void {
    while (queues.size > 0 && (underWay === 0 || underWay < allowed())) {
      underWay += 1;
      next()?.go();
    }
  }

  function leave(asker: string, waiting: Waiting): void {
    const left = (queues.get(asker) ?? []).filter((one) => one !== waiting);
    if (left.length > 0) queues.set(asker, left);
    else queues.delete(asker);
  }

  return {
    take: (asker, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const gone = (): void => {
          leave(asker, waiting);
          reject(signal.reason as Error);
        };
        const waiting: Waiting = {
          go: () => {
            signal.removeEventListener('abort', gone);
            resolve();
          },
        };
        signal.addEventListener('abort', gone, { once: true });
        queues.set(asker, [...(queues.get(asker) ?? []), waiting]);
        pump();
      }),
    underWay: () => underWay,
    give: () => {
      underWay -= 1;
      pump();
    },
  };
}
