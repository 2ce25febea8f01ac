import { type Delivery, genuine, refused, type Verification, type VerifyTools } from '#contract';
import { isSigned, verifySignature } from './signature.js';

const BEARER = /^Bearer (\S+)$/;
const NO_SECRET = 'This source has no webhook secret; set webhookSecret, and give the sender the same.';
const NO_PROOF =
  'The sender must prove itself: with the header Authorization: Bearer and the token of this source, or signed after Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature).';

/** Who signs is judged by the signature alone, else by the token that it gives. */
export function verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused(NO_SECRET);
  if (isSigned(delivery)) return verifySignature(delivery, usable, tools);
  const written = delivery.headers['authorization'];
  if (!written) return refused(NO_PROOF);
  const token = BEARER.exec(written)?.[1];
  if (!token) return refused('The header Authorization is not Bearer, one space and a token.');
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  const matches = usable.filter((secret) => tools.equal(secret, token));
  return matches.length > 0
    ? genuine(delivery)
    : refused('The token is not that of this source; give the sender the same as webhookSecret.');
}
