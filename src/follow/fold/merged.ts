import type { LedgerEvent } from '#contract';

/** An enrichment is its original with the addition as what is seen; a rewriting is the original with the new core. */
export function mergedOf(event: LedgerEvent, original: LedgerEvent): LedgerEvent {
  const newCore = event.body.core['core'];
  const isRewritten = event.envelope.type === 'event.rewritten';
  const core = isRewritten && isObject(newCore) ? newCore : original.body.core;
  const envelope = { ...original.envelope, occurredAt: event.envelope.occurredAt ?? original.envelope.occurredAt };
  return { seq: original.seq, envelope, body: { ...event.body, core } };
}

function isObject(value: unknown): value is LedgerEvent['body']['core'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
