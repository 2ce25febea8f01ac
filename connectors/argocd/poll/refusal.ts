import { SourceRefused, SourceUnavailable } from '#contract';

/** What is being read, for sentences: `the applications`, and the permission that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

export const APPLICATIONS: Asked = { what: 'the applications', permission: 'applications, get' };

/** Throws what the answer is: refused (a person must act), or unavailable (the cursor is kept). */
export async function failure(response: Response, asked: Asked): Promise<never> {
  const words = await wordsOf(response);
  const { status } = response;
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) throw refusedWith(status, asked, words);
  throw unavailable(asked.what, `status ${String(status)} (${words})`);
}

export function refusedWith(status: number, { what, permission }: Asked, words: string): SourceRefused {
  const sentence =
    status === 401
      ? `Argo CD did not accept the token (${words}): it is wrong, expired or revoked. Put a new one in its place (argocd account generate-token).`
      : `Argo CD refused ${what} (${words}). Grant "${permission}" in argocd-rbac-cm to the account that the token belongs to.`;
  return new SourceRefused(status, sentence);
}

export function unavailable(what: string, words: string): SourceUnavailable {
  return new SourceUnavailable(`Argo CD did not answer for ${what}: ${words}. It is asked again later.`);
}

/** `message` of gRPC's JSON; an HTML page says nothing. */
async function wordsOf(response: Response): Promise<string> {
  const data: unknown = await response.json().catch(() => null);
  const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : null;
  return typeof message === 'string' && message !== '' ? message.slice(0, 300) : 'no reason given';
}
