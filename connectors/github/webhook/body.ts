import { type Delivery, type JsonObject, type JsonTold, MalformedRecord, readJsonObject } from '#contract';

const TOLD: JsonTold = { what: 'body of this delivery', advice: "Redeliver it from GitHub's list of recent deliveries." };

/** The JSON of a delivery, from `application/json` or a form's `payload`. Throws `MalformedRecord` as `readJsonObject` does. */
export function readBody({ headers, body }: Delivery): JsonObject {
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return readJsonObject(isForm ? payloadIn(body) : body, TOLD);
}

/** A form is ASCII: what else stands in it is percent-encoded. */
function payloadIn(form: Uint8Array): string {
  const payload = new URLSearchParams(new TextDecoder('utf-8').decode(form)).get('payload');
  if (payload !== null) return payload;
  throw new MalformedRecord('body', `The ${TOLD.what} is a form without the field payload. ${TOLD.advice}`);
}
