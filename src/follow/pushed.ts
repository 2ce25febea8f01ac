import type { Transaction } from '../db/pool.js';

/** What following remembers of things that no connector reads: who pushes events, and whether anybody told of operations. */
export class Pushed {
  #senders: Promise<Set<string>> | null = null;
  #operations: Promise<boolean> | null = null;
  #happened: Promise<boolean> | null = null;

  forget(): void {
    this.#senders = null;
    this.#operations = null;
    this.#happened = null;
  }

  /** Who pushes events: policy says what their word is worth. */
  senders(tx: Transaction): Promise<ReadonlySet<string>> {
    return (this.#senders ??= loadSenders(tx));
  }

  async sendersSeen(senders: readonly string[]): Promise<void> {
    if (senders.length === 0 || this.#senders === null) return;
    const known = await this.#senders;
    for (const sender of senders) known.add(sender);
  }

  /** Whether there is any run, asset or evidence: where there is none, nothing of them is looked for. */
  hasOperations(tx: Transaction): Promise<boolean> {
    return (this.#operations ??= loadWhetherOperated(tx));
  }

  /** Whether anybody told of an access or a drift: where there is none, no service is judged. */
  hasHappened(tx: Transaction): Promise<boolean> {
    return (this.#happened ??= loadWhetherHappened(tx));
  }

  operationsSeen(): void {
    this.#operations = Promise.resolve(true);
    this.#happened = null;
  }
}

async function loadSenders(tx: Transaction): Promise<Set<string>> {
  return new Set((await tx<{ source: string }[]>`select source from sender`).map(({ source }) => source));
}

async function loadWhetherOperated(tx: Transaction): Promise<boolean> {
  const [row] = await tx<{ any: boolean }[]>`
    select exists (select from execution) or exists (select from asset_step) or exists (select from evidence) as any`;
  return row?.any ?? false;
}

async function loadWhetherHappened(tx: Transaction): Promise<boolean> {
  const [row] = await tx<{ any: boolean }[]>`select exists (select from production_access) or exists (select from drift) as any`;
  return row?.any ?? false;
}
