/**
 * A turn of the event loop: what was sent leaves for the database, which works at it while this process computes. Without it statements
 * lie in the socket until the computation waits for something.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
