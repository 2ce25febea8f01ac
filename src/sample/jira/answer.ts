/** What a handler says before the server adds limits and date. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** An error as the platform API writes it. */
export function refusal(status: number, ...errorMessages: string[]): Answer {
  return { status, body: { errorMessages, errors: {} } };
}

/** An error as the service desk API writes it: one message, and a key of its translation. */
export function deskRefusal(status: number, errorMessage: string, i18nKey: string): Answer {
  return { status, body: { errorMessage, i18nErrorMessage: { i18nKey, parameters: [] } } };
}

// The same words for what was deleted and for what may not be seen.
export const noIssue = (): Answer => refusal(404, 'Issue does not exist or you do not have permission to see it.');
export const unauthenticated = (): Answer => refusal(401, 'Client must be authenticated to access this resource.');
