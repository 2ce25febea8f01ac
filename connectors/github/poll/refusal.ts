import { SourceRefused, SourceUnavailable } from '#contract';

/** What octokit throws; its class is not exported by `@octokit/rest`. */
interface RequestError extends Error {
  readonly status: number;
  readonly response?: { readonly headers: Readonly<Record<string, unknown>>; readonly data: unknown };
}

function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error;
}

/** What is being read, for sentences: `pull requests of acme/pay`, and the permission that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

/** GitHub's failure as one of the contract's: refused (a person must act) or unavailable (the cursor is kept). */
export function failureOf(error: unknown, asked: Asked): Error {
  if (error instanceof SourceRefused || error instanceof SourceUnavailable) return error;
  if (!isRequestError(error)) return unavailable(asked, wordsOf(error), error);
  // Octokit wraps whatever our own fetch throws as a 500.
  const { cause } = error;
  if (cause instanceof SourceRefused || cause instanceof SourceUnavailable) return cause;
  const { status } = error;
  if (status === 401)
    return refusal(401, 'GitHub did not accept the token: it is wrong, expired or revoked. Put a new one in its place.', error);
  if (isLimit(error)) return limited(error, asked);
  if (status === 403 || status === 451) return refusal(status, forbidden(asked, ownWords(error)), error);
  if (status === 404 || status === 410) return refusal(status, missing(asked), error);
  if (status < 500 && status !== 408)
    return refusal(status, `GitHub refused ${asked.what} with ${String(status)}: ${ownWords(error)}`, error);
  return unavailable(asked, `status ${String(status)}: ${ownWords(error)}`, error);
}

export function forbidden({ what, permission }: Asked, words: string): string {
  return `GitHub refused ${what}: the token lacks "${permission}" (${words}). Add the permission to the token, or leave the repository out.`;
}

export function missing({ what, permission }: Asked): string {
  return `GitHub does not have ${what}, or does not show it to this token: check the name, and that the token is granted the repository with "${permission}".`;
}

export function unavailable({ what }: Asked, words: string, cause?: unknown): SourceUnavailable {
  return new SourceUnavailable(`GitHub did not answer for ${what}: ${words}. It is asked again later.`, { cause });
}

function refusal(status: number, message: string, cause: unknown): SourceRefused {
  return new SourceRefused(status, message, { cause });
}

/** Over the budget GitHub answers 403 or 429: the budget is at zero, or it says when to come again. */
function isLimit({ status, response, message }: RequestError): boolean {
  if (status === 429) return true;
  const headers = response?.headers;
  return (
    status === 403 && (headers?.['x-ratelimit-remaining'] === '0' || headers?.['retry-after'] !== undefined || /rate limit/i.test(message))
  );
}

function limited(error: RequestError, { what }: Asked): SourceUnavailable {
  const seconds = Number(error.response?.headers['retry-after'] ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  return new SourceUnavailable(`GitHub's rate limit is used up; ${what} is asked again when it allows.`, { cause: error, retryAfterMs });
}

/** GitHub's `message`; an HTML page says nothing to an operator. */
export function ownWords({ response, message }: RequestError): string {
  const data: unknown = response?.data;
  if (typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string') return data.message;
  return typeof data === 'string' ? 'no JSON' : message;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'an unknown failure';
}
