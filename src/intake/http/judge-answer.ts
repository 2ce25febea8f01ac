import { SourceUnavailable } from '#contract';
import { budgetOf, retryAfterMs } from './budget.js';
import type { Ask } from './exchange.js';
import type { Answer } from './remembered.js';

export type Judged = { readonly kind: 'GOOD' } | { readonly kind: 'AGAIN'; readonly why: string; readonly waitMs: number | null };

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
/** GitHub: without a word on when to come back, wait at least a minute (best practices for the REST API). */
const LIMITED_MS = 60_000;

/** Whether the caller gets the answer or the request is sent again. Throws `SourceUnavailable` when HTML came in place of JSON. */
export function judgeAnswer(ask: Ask, answer: Answer, asked: string, nowMs: number): Judged {
  if (answer.status === 403 || answer.status === 429) return limited(answer, nowMs);
  if (PASSING.has(answer.status)) {
    return { kind: 'AGAIN', why: `answered ${answer.status}`, waitMs: retryAfterMs(answer.headers, nowMs) };
  }
  return answer.status >= 200 && answer.status < 300 ? judgeBody(ask, answer, asked) : { kind: 'GOOD' };
}

/** A 403 with an empty budget or a Retry-After is a limit; any other 403 is a refusal, and the connector's. */
function limited(answer: Answer, nowMs: number): Judged {
  const budget = budgetOf(answer.headers, nowMs);
  const after = retryAfterMs(answer.headers, nowMs);
  const spent = budget?.remaining === 0;
  if (answer.status === 403 && !spent && after === null) return { kind: 'GOOD' };
  const reset = spent && budget.resetMs !== null ? Math.max(0, budget.resetMs - nowMs) : null;
  return { kind: 'AGAIN', why: `answered ${answer.status}: too many requests`, waitMs: after ?? reset ?? LIMITED_MS };
}

function judgeBody(ask: Ask, answer: Answer, asked: string): Judged {
  const type = answer.headers.get('content-type') ?? '';
  const wanted = ask.headers.get('accept') ?? '';
  if (/\bhtml\b/i.test(type) && !/\bhtml\b/i.test(wanted)) {
    throw new SourceUnavailable(
      `${asked} answered HTML where JSON was asked for: a proxy or a login page stands in between. Check the address in changeline.yaml.`,
    );
  }
  if (!/\bjson\b/i.test(type) || answer.body.length === 0 || ask.method === 'HEAD') return { kind: 'GOOD' };
  return isWhole(answer.body) ? { kind: 'GOOD' } : { kind: 'AGAIN', why: 'answered half a page', waitMs: null };
}

function isWhole(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
