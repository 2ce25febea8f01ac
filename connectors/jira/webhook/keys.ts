import type { Json } from '#contract';

/** `comment:10019`, `ticket:10040`: the thing with an id that the payload is about, the innermost first. */
export function keyOf(payload: { readonly [key: string]: Json }): string {
  const about = [
    ['comment', payload['comment']],
    ['issuelink', payload['issueLink']],
    ['ticket', payload['issue']],
  ] as const;
  const named = about.map(([kind, value]) => ({ kind, id: idOf(value) })).find(({ id }) => id !== '');
  return named ? `${named.kind}:${named.id}` : `event:${String(payload['timestamp'])}`;
}

function idOf(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null || !('id' in value)) return '';
  return typeof value.id === 'number' || typeof value.id === 'string' ? String(value.id) : '';
}
