import { SourceRefused, SourceUnavailable } from '#contract';

export const PERMISSION = 'Job/Read';

/** Throws what the answer is: refused (a person must act), or unavailable (the cursor is kept). Jenkins refuses in HTML, so its words are lost. */
export function failure({ status }: Response, what: string): never {
  if (status === 401) {
    throw new SourceRefused(
      401,
      'Jenkins did not accept user and token: one is wrong, or the token was revoked. Put a new one in its place.',
    );
  }
  if (status === 403) {
    throw new SourceRefused(
      403,
      `Jenkins refused ${what}: the user lacks ${PERMISSION} (or Overall/Read). Grant it to the user of the token.`,
    );
  }
  if (status === 404) {
    throw new SourceRefused(
      404,
      `Jenkins does not have ${what}, or hides it from a user without ${PERMISSION}. Check the name, and the permission.`,
    );
  }
  if (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) {
    throw new SourceRefused(status, `Jenkins refused ${what} with ${String(status)}. Check the name, and ${PERMISSION}.`);
  }
  throw unavailable(what, `status ${String(status)}`);
}

export function unavailable(what: string, words: string): SourceUnavailable {
  return new SourceUnavailable(`Jenkins did not answer for ${what}: ${words}. It is asked again later.`);
}
