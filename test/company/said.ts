/** `rule subject ANSWER` of every current verdict, with its sentence; `REVIEW_DUE subject` of every deadline that is listed. */
export type Seen = ReadonlyMap<string, string>;

/** What must be said at one time. */
export interface Labels {
  /** Every GAP, every INDETERMINATE, every EXEMPT and every deadline that there is, with the story of its unit. */
  readonly bad: ReadonlyMap<string, string>;
  /** Verdicts that must be PASS. */
  readonly good: ReadonlyMap<string, string>;
  /** `rule subject` of what a rule must say nothing about. */
  readonly none: ReadonlyMap<string, string>;
}
