import type { Json } from '#contract';

export const DIGEST = '3f2a'.repeat(16);
export const IMAGE = `pkg:oci/pay@sha256%3A${DIGEST}?repository_url=registry.acme.example/pay`;

export interface Told {
  readonly type: string;
  readonly id: string;
  readonly subject: string;
  readonly content?: Readonly<Record<string, Json>>;
  readonly source?: string;
  readonly at?: string;
}

/** A CDEvent as 0.5.1 writes it; `type` without prefix and version. */
export function cdEvent({ type, id, subject, content = {}, source = '/tekton/acme', at = '2026-01-30T12:05:07Z' }: Told) {
  return {
    context: { specversion: '0.5.1', id, source, type: `dev.cdevents.${type}.0.3.0`, timestamp: at },
    subject: { id: subject, content },
  };
}

export type CdEventBody = ReturnType<typeof cdEvent>;

/** In the structured mode of CloudEvents. */
export function structured(event: CdEventBody) {
  const { id, source, type, timestamp } = event.context;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject: event.subject.id,
    time: timestamp,
    datacontenttype: 'application/json',
    data: event,
  };
}

/** The headers of binary mode, encoded as the HTTP binding has it. */
export function binary(event: CdEventBody): Record<string, string> {
  const { datacontenttype, data, ...attributes } = structured(event);
  const named = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeURIComponent(value)]);
  return { 'content-type': datacontenttype, ...(Object.fromEntries(named) as Record<string, string>) };
}
