/** The embedded server could not be set up or started; `main.ts` shows the sentence and ends the process. */
export class EmbeddedFailure extends Error {
  override readonly name = 'EmbeddedFailure';
}
