/** What a handler says before the server adds budget, date and tag. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

export function ok(body: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, body, headers };
}

/** An error as GitHub's REST API writes it; the status stands in the body, too, as a string. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return { status, body: { message, documentation_url: DOCUMENTATION, status: String(status) }, headers };
}

export const notFound = (): Answer => refusal(404, 'Not Found');
export const badCredentials = (): Answer => refusal(401, 'Bad credentials');
export const denied = (): Answer => refusal(403, 'Resource not accessible by personal access token');
