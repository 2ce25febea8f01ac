import { type Json, MalformedRecord } from '#contract';

/** The JSON that stands in base64 (or base64url, as DSSE allows) in a field. Throws `MalformedRecord`, naming the field. */
export function jsonIn(base64: string, field: string): Json {
  try {
    const bytes = Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
  } catch (cause) {
    throw new MalformedRecord(field, `${field} holds no JSON in base64; look at the kept payload.`, { cause });
  }
}
