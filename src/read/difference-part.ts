import type { Json } from '#contract';

const DIFFERENCE_KINDS = [
  'KEY',
  'STATUS',
  'STAGE',
  'FIELD',
  'APPROVAL',
  'CONTENT',
  'PROOF',
  'OUTCOME',
  'LINK',
  'IMPLEMENTATION',
  'COMMIT',
  'VERDICT',
  'GAP',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One thing that a record said at a moment. */
export interface Part {
  readonly kind: DifferenceKind;
  /** What it is of its kind: the id of a field, a rule with its subject, a ref. The same at every moment. */
  readonly name: string;
  /** What it says in a word or a sentence; null of a text that people typed, and of nothing. */
  readonly value: string | null;
  /** Of a text that people typed its commitment. */
  readonly commitment: string | null;
  /** Of an account its pseudonym. */
  readonly person: string | null;
  /** Events that say so, as far as the part names them. */
  readonly seqs: readonly number[];
  /** Two parts with the same are no difference. */
  readonly same: string;
}

/** Everything that a record said at a moment, by kind and name. */
export type Portrait = ReadonlyMap<string, Part>;

export function portraitOf(parts: readonly Part[]): Portrait {
  return new Map(parts.map((part) => [`${part.kind} ${part.name}`, part]));
}

/** A part that is a word or a sentence. */
export function plain(kind: DifferenceKind, name: string, value: string | null, seqs: readonly number[] = []): Part {
  return { kind, name, value, commitment: null, person: null, seqs, same: value ?? '' };
}

/** A part that is the value of a field: a text by its digest, an account, or anything else as JSON. */
export function fieldPart(
  name: string,
  to: Json,
  { called, seqs }: { readonly called: string | null; readonly seqs: readonly number[] },
): Part {
  const nothing = { kind: 'FIELD' as const, name, commitment: null, person: null, seqs };
  if (typeof to === 'object' && to !== null && 'text' in to && typeof to['text'] === 'string') {
    const { text, digest, commitment } = to as { readonly text: string; readonly digest?: Json; readonly commitment?: Json };
    const filled = text === 'FILLED' && typeof commitment === 'string';
    return { ...nothing, value: filled ? null : text, commitment: filled ? commitment : null, same: `${text} ${String(digest ?? '')}` };
  }
  if (typeof to === 'string' && to.startsWith('person:')) return { ...nothing, value: null, person: to, same: to };
  const value = to === null ? null : (called ?? (typeof to === 'string' ? to : JSON.stringify(to)));
  return { ...nothing, value, same: JSON.stringify(to) };
}

export type DifferenceAct = 'ADDED' | 'REMOVED' | 'CHANGED';

/** What a record says differently at two moments. */
export interface Differing {
  readonly kind: DifferenceKind;
  readonly name: string;
  readonly act: DifferenceAct;
  readonly before: Part | null;
  readonly after: Part | null;
}

/** What two portraits say differently, in the order of the kinds, then by name. */
export function differing(before: Portrait, after: Portrait): readonly Differing[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const found = names.flatMap((key): Differing[] => {
    const [was, is] = [before.get(key) ?? null, after.get(key) ?? null];
    const part = is ?? was;
    if (!part || (was && is && was.same === is.same)) return [];
    return [{ kind: part.kind, name: part.name, act: !was ? 'ADDED' : !is ? 'REMOVED' : 'CHANGED', before: was, after: is }];
  });
  const place = ({ kind }: Differing) => DIFFERENCE_KINDS.indexOf(kind);
  return found.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}
