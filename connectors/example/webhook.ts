import { type Delivery, genuine, type Json, type JsonTold, MalformedRecord, readJsonObject, refused, type Webhook } from '#contract';
import { z } from 'zod';

const SIGNATURE = /^v1=([0-9a-f]{64})$/;

export const webhook: Webhook = {
  verify({ headers, body }, secrets, tools) {
    const signature = SIGNATURE.exec(headers['x-example-signature'] ?? '')?.[1];
    if (!signature) return refused('The header X-Example-Signature is missing, or not v1= and 64 small hex digits.');
    if (!headers['x-example-delivery']) return refused('The header X-Example-Delivery is missing.');
    const matches = secrets.filter((secret) => secret !== '' && tools.equal(tools.hmac(secret, body), signature));
    return matches.length > 0 ? genuine({ headers, body }) : refused('The signature does not match the body.');
  },
  deliveryKey: ({ headers }) => headers['x-example-delivery'] ?? '',
  parse(delivery) {
    const { rollout } = bodyOf(delivery);
    return { records: [{ kind: 'webhook.rollout', key: `rollout:${String(rollout.id)}`, payload: rollout as Json }], doorbells: [] };
  },
};

const shape = z.object({ rollout: z.looseObject({ id: z.int() }) });
const TOLD: JsonTold = { what: 'body of this delivery', advice: 'Send it again from the tool.' };

/** Only as far as it must be known to split the delivery; whether the rollout makes sense is for `normalise`. */
function bodyOf({ body }: Delivery): z.output<typeof shape> {
  const { data, error } = shape.safeParse(readJsonObject(body, TOLD));
  if (data) return data;
  throw new MalformedRecord('rollout', 'There is no rollout with an id in this delivery; send it again from the tool.', { cause: error });
}
