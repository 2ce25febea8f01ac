const UNSTORABLE = /\p{Surrogate}|\0/gu;

/** The text with U+FFFD for each lone surrogate and each U+0000: UTF-8 cannot hold the one, Postgres not the other. */
export function storable(text: string): string {
  return text.replace(UNSTORABLE, '\ufffd');
}

/** Without outer white space; String.trim takes off exactly the characters that FORMAT.md lists. */
export function trimmed(text: string): string {
  return text.trim();
}

// What people type into a field that they must fill and do not want to.
const PLACEHOLDERS = new Set(['n/a', 'na', 'tbd', 'todo', 'none', '-', '.']);

/** Whether a text says something, nothing, or only that the field had to be filled. */
export function substanceOf(text: string): 'EMPTY' | 'PLACEHOLDER' | 'FILLED' {
  const bare = trimmed(text);
  if (bare === '') return 'EMPTY';
  return PLACEHOLDERS.has(bare.toLowerCase()) ? 'PLACEHOLDER' : 'FILLED';
}
