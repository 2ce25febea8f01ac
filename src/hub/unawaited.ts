import { databaseTrouble, type Logger } from '../inbox/index.js';

/**
 * A database that goes away may fail a statement that nobody waits for any more, since what it belonged to has failed already
 * and is tried again: that ends no hub. Whatever else nobody waits for is a defect, and ends the process as it would have.
 * Answers how to stop watching.
 */
export function watchUnawaited(log: Logger): () => void {
  const watch = (reason: unknown, promise: Promise<unknown>): void => {
    if (databaseTrouble(reason) !== 'AWAY') throw reason;
    log.warn({ statement: statementOf(promise) }, 'A statement that nobody waits for failed: the database does not answer.');
  };
  process.on('unhandledRejection', watch);
  return () => void process.off('unhandledRejection', watch);
}

/** Its words without its values; null of what is no statement. */
function statementOf(promise: Promise<unknown>): string | null {
  const strings: unknown = 'strings' in promise ? promise.strings : null;
  return Array.isArray(strings) ? strings.join('?').trim().slice(0, 500) : null;
}
