import { LedgerBroken } from '#contract';

/** Says why the hub does not start. `main` prints it. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** A step of the start. Its plain errors are sentences for the operator and need no stack; a TypeError and its like do. */
export async function orSay<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    const isSentence = error instanceof LedgerBroken || (error instanceof Error && error.constructor === Error);
    throw isSentence ? new CannotStart(error.message, { cause: error }) : error;
  }
}
