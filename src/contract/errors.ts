/**
 * The four kinds of failure at a connector, each with who catches it. Messages are sentences for an operator:
 * what happened, with the facts and no secret, and what to do.
 */

/** The record does not have the shape it must have. The normalise loop catches it and quarantines the record. */
export class MalformedRecord extends Error {
  override readonly name = 'MalformedRecord';
  /** Path of the offending field, `pull_request.user.id`. */
  readonly field: string;
  constructor(field: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

/** The source cannot be asked right now (429, 5xx, half a page, no connection). The poll loop waits and tries again; the cursor is kept. */
export class SourceUnavailable extends Error {
  override readonly name = 'SourceUnavailable';
  readonly retryAfterMs: number | null;
  constructor(message: string, options: ErrorOptions & { retryAfterMs?: number | null } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** The source says no (401, 403, 404). The poll loop records it; a person must act. */
export class SourceRefused extends Error {
  override readonly name = 'SourceRefused';
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** The ledger is not what it must be. Nobody catches it: the hub stops writing. */
export class LedgerBroken extends Error {
  override readonly name = 'LedgerBroken';
}
