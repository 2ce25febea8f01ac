import type { LedgerKey } from '../../ledger/index.js';
import type { Clock } from '../clock.js';
import { slackBody } from '../messages/slack.js';
import { openSecret } from '../sealed-secret.js';
import { type Attempt, post, signedHeaders } from '../send/index.js';
import type { Address } from './due.js';

export interface Sending {
  readonly key: LedgerKey;
  readonly clock: Clock;
  readonly allowPrivate: boolean;
  /** 15 s unless said otherwise. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const JSON_TYPE = { 'content-type': 'application/json', 'user-agent': 'Changeline' };

/** Sends a message once; never throws. */
export async function attempt(
  sending: Sending,
  address: Address,
  message: { readonly id: string; readonly body: string },
): Promise<Attempt> {
  const { key, clock, allowPrivate, timeoutMs = TIMEOUT_MS } = sending;
  try {
    const url = new URL(openSecret(address.url, key));
    const bounds = { timeoutMs, allowPrivate };
    if (address.target === 'SLACK') return slackAnswer(await post({ url, headers: JSON_TYPE, body: slackBody(message.body) }, bounds));
    const signed = signedHeaders({ ...message, timestamp: Math.floor(clock.now() / 1_000) }, secretsOf(address, sending));
    return await post({ url, headers: { ...JSON_TYPE, ...signed }, body: message.body }, bounds);
  } catch {
    // Whatever it was, its words may tell a secret.
    const sentence = 'Its address or secret cannot be opened: they were sealed under another data key. Delete the route and make it anew.';
    return { end: 'FAILED', sentence, retryAfterMs: null, status: null };
  }
}

/** The new one first; the former one as long as it signs, too. */
function secretsOf({ secret, formerSecret, formerUntil }: Address, { key, clock }: Sending): string[] {
  const isValid = formerSecret !== null && formerUntil !== null && Date.parse(formerUntil) > clock.now();
  return [secret, isValid ? formerSecret : null].flatMap((one) => (one === null ? [] : [openSecret(one, key)]));
}

/** Slack answers 404 (`no_service`, `channel_not_found`) and 410 (`channel_is_archived`) for ever. */
function slackAnswer(answer: Attempt): Attempt {
  if (answer.status !== 404 && answer.status !== 410) return answer;
  return { ...answer, end: 'GONE', sentence: 'Slack wants no more messages: the address was revoked, or its channel is gone or archived.' };
}
