import { type Draft, isAccount, isText, type Json } from '#contract';

/** A value as the ledger sees it: keys in order, an account is its id, a text is its field and words. */
export function canonical(value: unknown): Json {
  if (isAccount(value)) return { $account: value.$account };
  if (isText(value)) return { $text: value.$text, field: value.field };
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}

export function identityOf(draft: Draft): string {
  return JSON.stringify(canonical(draft.identity));
}

/** What two readings of one fact must agree on: type, subject, core, and the time where both doors carry it. */
export function fixedPartOf(draft: Draft): Json {
  return canonical({
    type: draft.type,
    subject: draft.subject,
    core: draft.core,
    timeFrom: draft.timeFrom,
    occurredAt: draft.timeFrom === 'CORE' ? draft.occurredAt : null,
  });
}
