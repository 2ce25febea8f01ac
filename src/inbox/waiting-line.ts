import type { NewDelivery } from './insert-deliveries.js';
import { uuid7 } from './uuid7.js';

/** The delivery is not kept, and its sender is told to come again. The webhook route catches it and answers 503. */
export class CannotKeep extends Error {
  override readonly name = 'CannotKeep';
}

export type Incoming = Omit<NewDelivery, 'id'>;

/** A delivery in the line; the first word to it counts, later ones are not heard. */
export interface Waiting extends NewDelivery {
  readonly keptAs: (id: string) => void;
  readonly refuse: (error: CannotKeep) => void;
}

export interface LineLimits {
  readonly waiting: number;
  readonly waitingBytes: number;
  readonly patienceMs: number;
}

/** Deliveries that wait to be committed: bounded by number and bytes, each for a bounded time. */
export interface WaitingLine {
  /** The id under which it was kept in the end. Rejects with `CannotKeep`. */
  join(incoming: Incoming): Promise<string>;
  /** The first of the line: at least one, else at most `most` of `mostBytes` together. */
  take(most: number, mostBytes: number): Waiting[];
  readonly length: () => number;
}

export function openWaitingLine({ waiting, waitingBytes, patienceMs }: LineLimits): WaitingLine {
  const line: Waiting[] = [];
  /** In the line or taken out of it, and not answered yet. */
  const inside = new Set<Waiting>();
  let heldBytes = 0;

  function enter(incoming: Incoming, resolve: (id: string) => void, reject: (error: CannotKeep) => void): void {
    const timer = setTimeout(() => item.refuse(new CannotKeep('The database did not answer in time.')), patienceMs);
    const once = <T>(answer: (value: T) => void) => {
      return (value: T): void => {
        if (!inside.delete(item)) return;
        leave(item, timer);
        answer(value);
      };
    };
    const item: Waiting = { ...incoming, id: uuid7(), keptAs: once(resolve), refuse: once(reject) };
    inside.add(item);
    line.push(item);
    heldBytes += incoming.body.length;
  }

  function leave(item: Waiting, timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    heldBytes -= item.body.length;
    const at = line.indexOf(item);
    if (at >= 0) line.splice(at, 1);
  }

  return {
    join(incoming) {
      const full = line.length >= waiting || heldBytes + incoming.body.length > waitingBytes;
      if (full) return Promise.reject(new CannotKeep('More deliveries are waiting to be kept than the hub may hold.'));
      return new Promise((resolve, reject) => enter(incoming, resolve, reject));
    },
    take: (most, mostBytes) => line.splice(0, fitting(line.slice(0, most), mostBytes)),
    length: () => line.length,
  };
}

function fitting(first: readonly Waiting[], mostBytes: number): number {
  let size = 0;
  const tooMany = first.findIndex((one, at) => (size += one.body.length) > mostBytes && at > 0);
  return tooMany < 0 ? first.length : tooMany;
}
