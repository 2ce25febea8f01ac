import { SourceRefused, SourceUnavailable } from '#contract';

/** What is being read, for sentences: `rows of change_request`, and the role or rule that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

export function about(table: string): Asked {
  return { what: `rows of ${table}`, permission: `read on ${table}` };
}

/** An answer that is no page of rows, as one of the contract's failures: refused (a person must act) or unavailable (the cursor is kept). */
export function failureOf(response: Response, body: unknown, asked: Asked): Error {
  const { status } = response;
  const words = ownWords(body);
  if (status === 401) return new SourceRefused(401, NOT_ACCEPTED);
  if (status === 403) return new SourceRefused(403, forbidden(asked, words));
  if (status === 429) return limited(response, asked);
  if (status >= 400 && status < 500 && status !== 408) {
    return new SourceRefused(
      status,
      `ServiceNow refused ${asked.what} with ${String(status)} (${words}). Check the address, and "${asked.permission}".`,
    );
  }
  return unavailable(asked, `status ${String(status)} (${words})`);
}

const NOT_ACCEPTED =
  'ServiceNow did not accept the credentials: they are wrong or expired, or the user is locked out or inactive. Put new ones in their place.';

export function forbidden({ what, permission }: Asked, words: string): string {
  return `ServiceNow refused ${what}: the account lacks "${permission}" (${words}). Grant it to the user of this source.`;
}

export function unavailable({ what }: Asked, words: string): SourceUnavailable {
  return new SourceUnavailable(`ServiceNow did not answer for ${what}: ${words}. It is asked again later.`);
}

function limited({ headers }: Response, { what }: Asked): SourceUnavailable {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  return new SourceUnavailable(`ServiceNow's rate limit is used up; ${what} are asked for again when it allows.`, { retryAfterMs });
}

/** `{ error: { message, detail } }`; an HTML page says nothing. */
export function ownWords(body: unknown): string {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  if (typeof error === 'string') return error.slice(0, 300);
  if (typeof error !== 'object' || error === null) return 'no reason given';
  const { message, detail } = error as Readonly<Record<string, unknown>>;
  const words = [message, detail].filter((each) => typeof each === 'string' && each !== '');
  return words.join(': ').slice(0, 300) || 'no reason given';
}
