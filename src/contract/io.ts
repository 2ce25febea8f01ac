import type { Instant } from './time.js';

/** Handed to connectors; retries, paces itself by the budget headers, asks conditionally, hides secrets. Vendor clients get `fetch`. */
export interface Http {
  readonly fetch: typeof globalThis.fetch;
  /** Time of the source's own clock at its last answer (HTTP `Date`), or null before one. */
  sourceTime(): Instant | null;
}

/** An answer that goes on. Of one that is no success, `response` has the body, and no line comes. */
export interface Listening {
  readonly response: Response;
  /**
   * The whole lines of each piece as it comes, in bytes and without their ends; a line that broke off is left out, and so is one of
   * more than 8 MB. Ends where the source ends it; throws `SourceUnavailable` when it breaks off, or nothing comes for a minute.
   */
  readonly lines: AsyncIterable<readonly Uint8Array[]>;
}

/** Handed to a watch. */
export interface ListeningHttp extends Http {
  /** Asks once, without trying again, at the cost of one request. Throws as `fetch` does. Nothing more is taken in than is asked for. */
  listen(address: string, headers: Readonly<Record<string, string>>): Promise<Listening>;
}

export interface Io<Config> {
  readonly config: Config;
  /** Named secrets of this source, read from the environment or files: `token` … */
  readonly secret: (name: string) => string | undefined;
  readonly http: Http;
}

export interface WatchIo<Config> extends Io<Config> {
  readonly http: ListeningHttp;
}
