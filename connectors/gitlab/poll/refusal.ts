import { type Json, SourceRefused, SourceUnavailable } from '#contract';

/** What is being read, for sentences: `merge requests of acme/pay`, and the role or scope that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

/** An answer that is no 2xx. */
interface Failure {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Json;
}

/** GitLab's failure as one of the contract's: refused (a person must act) or unavailable (the cursor is kept). */
export function failureOf(error: unknown, asked: Asked): Error {
  if (error instanceof SourceRefused || error instanceof SourceUnavailable) return error;
  if (!isFailure(error)) return unavailable(asked, error instanceof Error ? error.message : 'an unknown failure');
  const { status } = error;
  const words = ownWords(error.data);
  if (status === 401) return new SourceRefused(401, NOT_ACCEPTED);
  if (status === 429) return limited(error, asked);
  if (status === 403) return new SourceRefused(403, forbidden(asked, words));
  if (status === 404 || status === 410) return new SourceRefused(status, missing(asked, words));
  if (status < 500 && status !== 408) {
    return new SourceRefused(
      status,
      `GitLab refused ${asked.what} with ${String(status)} (${words}). Check the name, and "${asked.permission}".`,
    );
  }
  return unavailable(asked, `status ${String(status)} (${words})`);
}

const NOT_ACCEPTED = 'GitLab did not accept the token: it is wrong, expired or revoked. Put a new one in its place.';

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && 'status' in error && 'headers' in error;
}

export function forbidden({ what, permission }: Asked, words: string): string {
  return `GitLab refused ${what}: the token lacks "${permission}" (${words}). Give it to the token's account, or leave the project out.`;
}

/** GitLab hides what a token may not see: it is then not found. */
function missing({ what, permission }: Asked, words: string): string {
  return `GitLab does not have ${what}, or does not show it to this token (${words}). Check the path, and that the token's account has "${permission}".`;
}

export function unavailable({ what }: Asked, words: string): SourceUnavailable {
  return new SourceUnavailable(`GitLab did not answer for ${what}: ${words}. It is asked again later.`);
}

function limited({ headers }: Failure, { what }: Asked): SourceUnavailable {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  return new SourceUnavailable(`GitLab's rate limit is used up; ${what} is asked again when it allows.`, { retryAfterMs });
}

/** `message`, a text or texts by field, or `error` with `error_description`; an HTML page says nothing. */
function ownWords(data: Json): string {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'no JSON';
  const { message, error, error_description: description } = data as Readonly<Record<string, Json>>;
  const words = [message, error, description].filter((each) => each !== undefined && each !== null);
  return (
    words
      .map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
      .join(' ')
      .slice(0, 300) || 'no reason given'
  );
}

/** 403, and 404 of what hangs on a project that is shown: the token may not read it, or this edition does not have it. */
export function isHidden(error: unknown): error is SourceRefused {
  return error instanceof SourceRefused && (error.status === 403 || error.status === 404);
}

export function isGone(error: unknown): error is SourceRefused {
  return error instanceof SourceRefused && error.status === 404;
}
