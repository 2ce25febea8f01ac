import { SourceRefused, SourceUnavailable } from '#contract';
import { z } from 'zod';

/** What is being read, for sentences: `incidents`, and the permission that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

const NOT_ACCEPTED =
  'PagerDuty did not accept the token: it is wrong or was deleted, or belongs to an account in the other region. Make a new read-only API key, and put it in its place.';

/** PagerDuty's failure as one of the contract's: refused (a person must act) or unavailable (the cursor is kept). */
export async function failureOf(response: Response, asked: Asked): Promise<Error> {
  const { status } = response;
  const words = await ownWords(response);
  if (status === 401) return new SourceRefused(401, NOT_ACCEPTED);
  if (status === 402) return new SourceRefused(402, `PagerDuty's plan of this account does not have ${asked.what} (${words}).`);
  if (status === 403) return new SourceRefused(403, forbidden(asked, words));
  if (status === 404) return new SourceRefused(404, `PagerDuty does not have ${asked.what}, or does not show it to this token (${words}).`);
  if (status === 429 || status === 408 || status >= 500)
    return unavailable(asked, `status ${String(status)} (${words})`, resetMs(response));
  return new SourceRefused(
    status,
    `PagerDuty refused ${asked.what} with ${String(status)} (${words}). Check the ids in the configuration.`,
  );
}

function forbidden({ what, permission }: Asked, words: string): string {
  return `PagerDuty refused ${what}: the token lacks "${permission}" (${words}). Use a read-only key of the account, or one with this scope.`;
}

export function unavailable({ what }: Asked, words: string, retryAfterMs: number | null = null): SourceUnavailable {
  return new SourceUnavailable(`PagerDuty did not answer for ${what}: ${words}. It is asked again later.`, { retryAfterMs });
}

/** `ratelimit-reset`: seconds until the limit is reset (REST API Rate Limits). */
function resetMs({ headers }: Response): number | null {
  const written = headers.get('retry-after') ?? headers.get('ratelimit-reset');
  const seconds = Number(written ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

const failure = z.object({ error: z.object({ message: z.string(), errors: z.array(z.string()).optional() }) });

/** `error.message` and `error.errors` of its JSON; an HTML page says nothing. */
async function ownWords(response: Response): Promise<string> {
  const read = failure.safeParse(await response.json().catch(() => null)).data?.error;
  return read ? [read.message, ...(read.errors ?? [])].join(': ').slice(0, 300) : 'no reason given';
}
