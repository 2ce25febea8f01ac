import { setTimeout as after } from 'node:timers/promises';

const QUESTION = `
  query ($service: ID!, $environment: ID!, $revision: String!) {
    readiness(service: $service, environment: $environment, revision: $revision) {
      rule subject answer severity sentence wouldPassIf missing { what }
    }
  }`;
const ANSWER_MS = 30_000;
const AGAIN_MS = 2_000;

/** The exit code with what to print, asked again for as long as somebody waits and it may yet be ready. */
export async function readiness(asked) {
  for (const until = Date.now() + asked.waitSeconds * 1000; ;) {
    const answer = await askOnce(asked);
    if (!answer.mayChange || Date.now() + AGAIN_MS > until) return answer;
    await after(AGAIN_MS);
  }
}

async function askOnce(asked) {
  const { response, told, trouble } = await sent(asked);
  if (trouble) return refused(4, `The hub at ${asked.url} was not reached: ${trouble}. Is CHANGELINE_URL right?`, true);
  const error = told?.errors?.[0];
  const code = error?.extensions?.code;
  if (response.status === 401 || code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') {
    return refused(3, `The hub refuses the token: ${error?.message ?? told?.detail ?? 'it is not valid'} See CHANGELINE_TOKEN.`, false);
  }
  if (code === 'BAD_INPUT') return refused(3, error.message, error.message.startsWith('No commit '));
  const verdicts = told?.data?.readiness;
  if (error || !Array.isArray(verdicts)) {
    return refused(4, `The hub at ${asked.url} could not answer: ${error?.message ?? `status ${response.status}`}`, true);
  }
  return answered(asked, verdicts);
}

async function sent({ url, token, service, environment, revision }) {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUESTION, variables: { service, environment, revision } }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return { response, told: await response.json().catch(() => null) };
  } catch (error) {
    return { trouble: error.cause?.code ?? error.cause?.message ?? error.message };
  }
}

function refused(code, sentence, mayChange) {
  return { code, lines: [], sentence, mayChange };
}

function answered({ service, environment, revision }, verdicts) {
  const has = (answer) => verdicts.some((verdict) => verdict.answer === answer);
  const code = has('GAP') ? 1 : has('INDETERMINATE') ? 2 : 0;
  const word = ['ready', 'not ready', 'not known'][code];
  const none = verdicts.length === 0 ? ' No rule is asked of it.' : '';
  const last = `${service} at ${revision.slice(0, 12)} for ${environment}: ${word}.${none}`;
  return { code, lines: [...verdicts.map(lineOf), last], sentence: null, mayChange: code !== 0 };
}

/** Of one rule and subject. Control characters would move the cursor of whoever reads the log. */
function lineOf({ rule, subject, answer, sentence, wouldPassIf, missing }) {
  const more = answer === 'GAP' && wouldPassIf ? ` It would pass if: ${wouldPassIf}` : '';
  const unread = answer === 'INDETERMINATE' ? missing.map(({ what }) => ` ${what}`).join('') : '';
  return `${answer.padEnd(13)} ${rule}: ${sentence}${more}${unread} (${subject})`.replace(/\p{Cc}/gu, ' ');
}
