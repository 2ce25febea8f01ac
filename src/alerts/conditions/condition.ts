/** What can be wrong with the hub and its sources. */
export type ConditionKind =
  | 'SOURCE_REFUSED'
  | 'SOURCE_FAILING'
  | 'SOURCE_LAGGING'
  | 'HOOK_SILENT'
  | 'QUARANTINE'
  | 'CENSUS_DIFFERS'
  | 'DISK'
  | 'VERIFICATION_FAILED'
  | 'PART_NOT_READY';

/** Something that is wrong now. */
export interface Condition {
  readonly kind: ConditionKind;
  /** The source, or the part of the hub; null where there is one only. */
  readonly of: string | null;
  /** One sentence for a person. */
  readonly sentence: string;
}

/** By which a condition is known from its beginning to its end. */
export function keyOf({ kind, of }: Pick<Condition, 'kind' | 'of'>): string {
  return of === null ? kind : `${kind}:${of}`;
}
