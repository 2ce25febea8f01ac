import type { Json } from '#contract';
import { canonical } from '../ledger/index.js';

/** As many as a person reads; the contents themselves stand in the ledger whole. */
const NAMED = 200;

/** Keys of which two policies say different things, by path: `rules.direct-push.severity`; lists as a whole. */
export function changedKeys(before: Json, after: Json): readonly string[] {
  return [...differences(before, after, '')].sort().slice(0, NAMED);
}

function* differences(before: Json | undefined, after: Json | undefined, path: string): Generator<string> {
  if (!isMap(before) || !isMap(after)) {
    if (canonical(before ?? null) !== canonical(after ?? null)) yield path;
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (path === '' && key === 'version') continue;
    yield* differences(before[key], after[key], path === '' ? key : `${path}.${key}`);
  }
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
