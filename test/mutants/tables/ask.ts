import fc from 'fast-check';
import { afterEach, beforeEach, describe, inject, it } from 'vitest';

// vitest runs this, and no test does: each table that is asked about a mutant, as one suite by the mutant's number, until
// a case of it fails. The tables come through `brokenGraph`.

/** A rule that goes round so often never comes to an end. */
const MOST_ROUNDS = 1_000_000;
let rounds = 0;

Object.assign(globalThis, {
  countRound: () => {
    if ((rounds += 1) > MOST_ROUNDS) throw new Error('It does not end.');
    return true;
  },
});

// The properties that stand among the cases are to have the same ones each time.
fc.configureGlobal({ seed: 1 });

for (const { serial, tables } of inject('asked')) {
  describe(serial, async () => {
    let isCaught = false;
    beforeEach(({ skip }) => {
      rounds = 0;
      if (isCaught) skip();
    });
    afterEach(({ task }) => {
      isCaught ||= task.result?.state === 'fail';
    });
    for (const table of tables) {
      // Rules that break when they are loaded are noticed, too.
      await import(/* @vite-ignore */ `${table}?mutant=${serial}`).catch((error: unknown) => {
        it('is loaded', () => Promise.reject(error instanceof Error ? error : new Error(String(error))));
      });
    }
  });
}
