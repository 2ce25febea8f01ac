/** Lets a loop sleep until there is more to do, the time is over, or it is to stop. */
export class Nudge {
  #rung = false;
  #wake: () => void = () => undefined;

  /** Whoever rings while the loop is at work is not kept waiting. */
  ring(): void {
    this.#rung = true;
    this.#wake();
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => (clearTimeout(timer), resolve());
        signal.addEventListener('abort', this.#wake, { once: true });
      });
      signal.removeEventListener('abort', this.#wake);
    }
    this.#rung = false;
  }
}

export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Nudge().wait(ms, signal);
}
