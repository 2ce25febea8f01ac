import { type Delivery, genuine, refused, type Verification, type VerifyTools } from './delivery.js';

const SHA256 = /^sha256=([0-9a-f]{64})$/;
const NO_MATCH = 'The signature does not match the body. Give the webhook the same secret as webhookSecret of this source.';

/** The header that signs, as the tool's documentation spells it, and where a person sets the secret in the tool. */
export interface SignedIn {
  readonly header: string;
  readonly place: string;
}

/**
 * Whether one of the secrets signed the raw bytes, in a header of `sha256=` and the HMAC in 64 small hex digits (WebSub,
 * authenticated content distribution). Without a secret, a header, or another method than sha256 it is refused; an empty secret is none.
 */
export function verifySha256(
  delivery: Delivery,
  { header, place }: SignedIn,
  secrets: readonly string[],
  tools: VerifyTools,
): Verification {
  const usable = secrets.filter((secret) => secret !== '');
  if (usable.length === 0) return refused('This source has no webhook secret; set webhookSecret, and the same secret at the webhook.');
  const written = delivery.headers[header.toLowerCase()];
  if (!written) return refused(`The header ${header} is missing; set a secret at ${place}.`);
  const signature = SHA256.exec(written)?.[1];
  if (!signature) return refused(`The header ${header} is not sha256= and 64 small hex digits.`);
  // Every secret is tried, so that the time taken does not tell which of the two is the right one.
  const matches = usable.filter((secret) => tools.equal(tools.hmac(secret, delivery.body), signature));
  return matches.length > 0 ? genuine(delivery) : refused(NO_MATCH);
}
