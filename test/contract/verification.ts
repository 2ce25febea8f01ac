import type { Delivery, Verification, Webhook } from '#contract';
import { describe, expect, it } from 'vitest';
import { deliveriesOf, type Fixtures, type SignedDelivery } from './fixtures.js';
import { tools } from './tools.js';

const OTHER = 'another-secret-of-the-same-source';

export function checkVerification(webhook: Webhook, fixtures: Fixtures): void {
  const { header, prefix } = fixtures.signature;
  const verify = (delivery: Delivery, secrets: readonly string[]) => webhook.verify(delivery, secrets, tools);

  describe('verification', () => {
    it('has genuine and forged deliveries to judge by', () => {
      expect(deliveriesOf(fixtures, 'genuine').length).toBeGreaterThan(0);
      expect(deliveriesOf(fixtures, 'forged').length).toBeGreaterThan(0);
    });

    describe.each(deliveriesOf(fixtures, 'genuine'))('of $name', ({ secret, delivery }: SignedDelivery) => {
      const signature = delivery.headers[header] ?? '';
      const signed = (value: string): Delivery => ({ ...delivery, headers: { ...delivery.headers, [header]: value } });

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

      it('refuses it when any one byte of its body was changed', () => {
        for (const at of [0, Math.floor(delivery.body.length / 2), delivery.body.length - 1]) {
          const body = Uint8Array.from(delivery.body, (byte, index) => (index === at ? byte ^ 1 : byte));
          refusesWithASentence(verify({ ...delivery, body }, [secret]), [secret, signature]);
        }
      });

      it('refuses it with a truncated body', () => {
        refusesWithASentence(verify({ ...delivery, body: delivery.body.subarray(0, -1) }, [secret]), [secret, signature]);
      });

      it.each([
        ['another secret', [OTHER]],
        ['no secret', []],
        ['the empty secret', ['']],
      ])('refuses it under %s', (_, secrets) => {
        refusesWithASentence(verify(delivery, secrets), [secret, signature]);
      });

      it('refuses the signature that the empty secret makes', () => {
        const empty = signed(prefix + tools.hmac('', delivery.body));
        refusesWithASentence(verify(empty, ['']), [secret]);
      });

      it.each([
        ['in capital hex', prefix + signature.slice(prefix.length).toUpperCase()],
        ['with another prefix', `sha1=${signature.slice(prefix.length)}`],
        ['with its prefix twice', prefix + signature],
        ['cut by one digit', signature.slice(0, -1)],
        ['with a digit too many', `${signature}0`],
        ['that is empty', ''],
        ['that is no hex', `${prefix}${'z'.repeat(64)}`],
        ['with a lone surrogate', `${prefix}\ud800`],
      ])('refuses a signature %s', (_, value) => {
        refusesWithASentence(verify(signed(value), [secret]), [secret, signature]);
      });

      it('refuses it without the signature', () => {
        const headers = Object.fromEntries(Object.entries(delivery.headers).filter(([name]) => name !== header));
        refusesWithASentence(verify({ ...delivery, headers }, [secret]), [secret, signature]);
      });

      it('refuses it without any header, without throwing', () => {
        refusesWithASentence(verify({ ...delivery, headers: {} }, [secret]), [secret, signature]);
      });
    });

    it.each(deliveriesOf(fixtures, 'forged'))('refuses $name', ({ secret, delivery }: SignedDelivery) => {
      refusesWithASentence(verify(delivery, [secret]), [secret]);
    });
  });
}

function refusesWithASentence(answer: Verification, hidden: readonly string[]): void {
  expect(answer).toHaveProperty('refused');
  const sentence = 'refused' in answer ? answer.refused : '';
  expect(sentence).toMatch(/^[A-Z].*\.$/s);
  for (const secret of hidden) expect(sentence).not.toContain(secret);
}
