/** The first place where the ledger is not what it says; `verifyLedger` catches it and makes it the answer. */
export class Difference extends Error {
  override readonly name = 'Difference';
  /** The event that differs, or the first below the hash that does; null where the head or the key is at fault. */
  readonly seq: number | null;
  constructor(seq: number | null, sentence: string) {
    super(sentence);
    this.seq = seq;
  }
}
