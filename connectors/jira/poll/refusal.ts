import { SourceRefused, SourceUnavailable } from '#contract';

/** What is being read, for sentences: `issues of project PAY`, and the permission that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

/** What jira.js throws. Nothing of it may become a `cause`: it holds the request with its Authorization header. */
interface Failure {
  readonly status?: number;
  readonly response?: { readonly data?: unknown };
  readonly message?: unknown;
  readonly cause?: unknown;
}

/** Jira's failure as one of the contract's: refused (a person must act) or unavailable (the cursor is kept). */
export function failureOf(error: unknown, asked: Asked): Error {
  const ours = [error, causeOf(error)].find((each) => each instanceof SourceRefused || each instanceof SourceUnavailable);
  if (ours) return ours as Error;
  const failure = error as Failure;
  const { status } = failure;
  if (typeof status !== 'number') return unavailable(asked, String(failure.message ?? 'no answer'));
  const words = ownWords(failure.response?.data);
  if (status === 401) return new SourceRefused(401, NOT_ACCEPTED);
  if (status === 429) return limited(failure, asked);
  if (status === 403) return new SourceRefused(403, forbidden(asked, words));
  if (status === 404 || status === 410) return new SourceRefused(status, missing(asked, words));
  if (status >= 400 && status < 500 && status !== 408) {
    return new SourceRefused(
      status,
      `Jira refused ${asked.what} with ${String(status)} (${words}). Check the name, and "${asked.permission}".`,
    );
  }
  return unavailable(asked, `status ${String(status)} (${words})`);
}

const NOT_ACCEPTED =
  'Jira did not accept the token: it is wrong, expired or revoked, or belongs to another e-mail address. Put a new one in its place.';

export function forbidden({ what, permission }: Asked, words: string): string {
  return `Jira refused ${what}: the account lacks "${permission}" (${words}). Grant it to the account that the token belongs to.`;
}

function missing({ what, permission }: Asked, words: string): string {
  return `Jira does not have ${what}, or does not show it to this account (${words}). Check the name, and that the account has "${permission}".`;
}

export function unavailable({ what }: Asked, words: string): SourceUnavailable {
  return new SourceUnavailable(`Jira did not answer for ${what}: ${words}. It is asked again later.`);
}

function limited({ cause }: Failure, { what }: Asked): SourceUnavailable {
  const headers = (cause as { readonly response?: { readonly headers?: Readonly<Record<string, unknown>> } } | undefined)?.response
    ?.headers;
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  return new SourceUnavailable(`Jira's rate limit is used up; ${what} is asked again when it allows.`, { retryAfterMs });
}

/** `errorMessages` and `errors` of the platform, `errorMessage` of Service Management; an HTML page says nothing. */
function ownWords(data: unknown): string {
  if (typeof data !== 'object' || data === null) return 'no JSON';
  const { errorMessages, errors, errorMessage, message } = data as Readonly<Record<string, unknown>>;
  const listed = Array.isArray(errorMessages) ? errorMessages : [];
  const named = typeof errors === 'object' && errors !== null ? Object.values(errors) : [];
  const words = [...listed, ...named, errorMessage, message].filter((each) => typeof each === 'string' && each !== '');
  return words.join(' ').slice(0, 300) || 'no reason given';
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
