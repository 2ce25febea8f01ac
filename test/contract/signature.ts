import { it } from 'vitest';
import { type Judged, refusesWithASentence, withHeader } from './refused.js';
import { tools } from './tools.js';

/** A signature is over every byte of the body, and is written in one way only. */
export function checkSignature(judged: Judged): void {
  const { verify, secret, delivery, place } = judged;
  const { prefix } = place;
  const signature = delivery.headers[place.header] ?? '';

  it('14.9 refuses it when any one byte of its body was changed', () => {
    for (const at of [0, Math.floor(delivery.body.length / 2), delivery.body.length - 1]) {
      const body = Uint8Array.from(delivery.body, (byte, index) => (index === at ? byte ^ 1 : byte));
      refusesWithASentence(verify({ ...delivery, body }, [secret]), [secret, signature]);
    }
  });

  it('refuses it with a truncated body', () => {
    refusesWithASentence(verify({ ...delivery, body: delivery.body.subarray(0, -1) }, [secret]), [secret, signature]);
  });

  it('14.9 refuses the signature that the empty secret makes', () => {
    const empty = withHeader(judged, prefix + tools.hmac('', delivery.body));
    refusesWithASentence(verify(empty, ['']), [secret]);
  });

  const wrong: [string, string][] = [
    ['in capital hex', prefix + signature.slice(prefix.length).toUpperCase()],
    ['with another prefix', `sha1=${signature.slice(prefix.length)}`],
    ['cut by one digit', signature.slice(0, -1)],
    ['with a digit too many', `${signature}0`],
    ['that is empty', ''],
    ['that is no hex', `${prefix}${'z'.repeat(64)}`],
    ['with a lone surrogate', `${prefix}\ud800`],
  ];
  if (prefix !== '') wrong.push(['with its prefix twice', prefix + signature]);
  it.each(wrong)('14.9 refuses a signature %s', (_, value) => {
    refusesWithASentence(verify(withHeader(judged, value), [secret]), [secret, signature]);
  });
}
