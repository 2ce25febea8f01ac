import type { GenuineDelivery, Webhook } from '#contract';
import { recordsOf } from './webhook/modes.js';
import { verify } from './webhook/verify.js';

/**
 * In binary mode the event's source and id stand in the headers; elsewhere they stand in the body, whose bytes are part of
 * what makes a delivery the same. A Standard Webhooks id is the same at each attempt.
 */
function deliveryKey({ headers }: GenuineDelivery): string {
  const { 'ce-source': source, 'ce-id': id, 'webhook-id': attempt } = headers;
  if (source && id) return `${source} ${id}`;
  return attempt || 'named in the body';
}

export const webhook: Webhook = {
  verify,
  deliveryKey,
  parse: (delivery) => ({ records: recordsOf(delivery), doorbells: [] }),
};
