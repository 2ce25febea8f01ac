import type { Delivery, Webhook } from '#contract';
import { describe, expect, it } from 'vitest';
import { deliveriesOf, type Fixtures, type Place, type SignedDelivery } from './fixtures.js';
import { OTHER, refusesWithASentence } from './refused.js';
import { checkSignature } from './signature.js';
import { checkToken } from './token.js';
import { tools } from './tools.js';

export function checkVerification(webhook: Webhook, fixtures: Fixtures): void {
  const verify = (delivery: Delivery, secrets: readonly string[]) => webhook.verify(delivery, secrets, tools);

  describe('verification', () => {
    it('has genuine and forged deliveries to judge by, genuine ones in every way that the tool has', () => {
      const genuine = deliveriesOf(fixtures, 'genuine');
      expect(deliveriesOf(fixtures, 'forged').length).toBeGreaterThan(0);
      const ways = [fixtures.signature, fixtures.token].filter((way) => way !== undefined);
      expect(ways.length).toBeGreaterThan(0);
      for (const { header } of ways) expect(genuine.some(({ delivery }) => header in delivery.headers)).toBe(true);
    });

    describe.each(deliveriesOf(fixtures, 'genuine'))('of $name', ({ secret, delivery }: SignedDelivery) => {
      const { place, isSigned } = proofOf(fixtures, delivery);
      const proof = delivery.headers[place.header] ?? '';

      it('accepts it', () => {
        expect(verify(delivery, [secret])).toHaveProperty('genuine');
      });

      it('accepts it under either of two secrets', () => {
        expect(verify(delivery, [secret, OTHER])).toHaveProperty('genuine');
        expect(verify(delivery, [OTHER, secret])).toHaveProperty('genuine');
      });

      it('splits it into at least a record or a doorbell, under the same delivery key each time', () => {
        const answer = verify(delivery, [secret]);
        if (!('genuine' in answer)) throw new Error(answer.refused);
        const { records, doorbells } = webhook.parse(answer.genuine);
        expect(records.length + doorbells.length).toBeGreaterThan(0);
        expect(webhook.parse(answer.genuine)).toEqual({ records, doorbells });
        expect(webhook.deliveryKey(answer.genuine)).toBe(webhook.deliveryKey(answer.genuine));
        expect(webhook.deliveryKey(answer.genuine)).not.toBe('');
      });

      it.each([
        ['another secret', [OTHER]],
        ['no secret', []],
        ['the empty secret', ['']],
      ])('refuses it under %s', (_, secrets) => {
        refusesWithASentence(verify(delivery, secrets), [secret, proof]);
      });

      it('refuses it without what proves it', () => {
        const headers = Object.fromEntries(Object.entries(delivery.headers).filter(([name]) => name !== place.header));
        refusesWithASentence(verify({ ...delivery, headers }, [secret]), [secret, proof]);
      });

      it('refuses it without any header, without throwing', () => {
        refusesWithASentence(verify({ ...delivery, headers: {} }, [secret]), [secret, proof]);
      });

      if (isSigned) checkSignature({ verify, secret, delivery, place });
      else checkToken({ verify, secret, delivery, place });
    });

    it.each(deliveriesOf(fixtures, 'forged'))('refuses $name', ({ secret, delivery }: SignedDelivery) => {
      refusesWithASentence(verify(delivery, [secret]), [secret]);
    });
  });
}

/** What proves this delivery; a signature is asked for first. */
function proofOf({ signature, token }: Fixtures, { headers }: Delivery): { readonly place: Place; readonly isSigned: boolean } {
  if (signature && signature.header in headers) return { place: signature, isSigned: true };
  if (token) return { place: token, isSigned: false };
  throw new Error(
    'This genuine delivery has neither the header of a signature nor that of a token; say in its contract.test.ts which it is.',
  );
}
