import { SourceRefused, SourceUnavailable } from '#contract';

/** What is being read, for sentences: `deployments of environment 7d…`, and the permission that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

const NOT_ACCEPTED =
  'env zero did not accept the API key: it is wrong, or was deleted. Make a new one, and put its id into apiKeyId and its secret in the place of apiKeySecret.';

/** env zero's failure as one of the contract's: refused (a person must act) or unavailable (the cursor is kept). */
export async function failureOf(response: Response, asked: Asked): Promise<Error> {
  const { status } = response;
  const words = await ownWords(response);
  if (status === 401) return new SourceRefused(401, NOT_ACCEPTED);
  if (status === 402) return new SourceRefused(402, `env zero's plan of this organization does not have ${asked.what} (${words}).`);
  if (status === 403) return new SourceRefused(403, forbidden(asked, words));
  if (status === 404 || status === 410) return new SourceRefused(status, missing(asked, words));
  if (status === 429 || status === 408 || status >= 500)
    return unavailable(asked, `status ${String(status)} (${words})`, retryAfterMs(response));
  return new SourceRefused(status, `env zero refused ${asked.what} with ${String(status)} (${words}). Check the ids in the configuration.`);
}

function forbidden({ what, permission }: Asked, words: string): string {
  return `env zero refused ${what}: the API key lacks "${permission}" (${words}). Give its role this permission in the project.`;
}

function missing({ what, permission }: Asked, words: string): string {
  return `env zero does not have ${what}, or does not show it to this API key (${words}). Check the id, and that the key has "${permission}".`;
}

export function unavailable({ what }: Asked, words: string, retryAfterMs: number | null = null): SourceUnavailable {
  return new SourceUnavailable(`env zero did not answer for ${what}: ${words}. It is asked again later.`, { retryAfterMs });
}

function retryAfterMs({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

/** `message` of its JSON; an HTML page says nothing. */
async function ownWords(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : null;
  return typeof message === 'string' && message !== '' ? message.slice(0, 300) : 'no reason given';
}
