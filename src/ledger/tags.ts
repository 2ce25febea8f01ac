import type { SealedMention } from '#contract';
import { sha256Hex } from './hash.js';

/**
 * What a leaf shows of the names in its body: sorted, distinct, 16 hex digits each, the first 8 bytes of SHA-256 of every
 * ref and of `kind:text` of every candidate. Persons are not tagged.
 */
export function tagsOf(refs: Iterable<string>, mentions: readonly SealedMention[]): readonly string[] {
  const names = new Set(refs);
  for (const { ref, candidate } of mentions) {
    if (ref !== undefined) names.add(ref);
    if (candidate) names.add(`${candidate.kind}:${candidate.text}`);
  }
  const tagged = [...names].filter((name) => !name.startsWith('person:'));
  return [...new Set(tagged.map((name) => sha256Hex(name).slice(0, 16)))].sort();
}
