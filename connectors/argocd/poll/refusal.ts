import { SourceRefused, SourceUnavailable } from '#contract';

/** What is being read, for sentences: `the applications`, and the permission that it takes. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

export const APPLICATIONS: Asked = { what: 'the applications', permission: 'applications, get' };

/** Throws what the answer is: refused (a person must act), or unavailable (the cursor is kept). */
export async function failure(response: Response, { what, permission }: Asked): Promise<never> {
  const words = await wordsOf(response);
  const { status } = response;
  if (status === 401) {
    throw new SourceRefused(
      401,
      `Argo CD did not accept the token (${words}): it is wrong, expired or revoked. Put a new one in its place (argocd account generate-token).`,
    );
  }
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) {
    throw new SourceRefused(
      status,
      `Argo CD refused ${what} (${words}). Grant "${permission}" in argocd-rbac-cm to the account that the token belongs to.`,
    );
  }
  throw unavailable(what, `status ${String(status)} (${words})`);
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
