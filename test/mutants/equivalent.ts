/** Mutants that cannot change an answer, each with the reason. */
export const EQUIVALENT: readonly { readonly file: string; readonly was: string; readonly is: string; readonly reason: string }[] = [];
