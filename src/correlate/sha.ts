/** A commit id as five 32-bit words: comparing integers is several times faster than comparing text. */
export const WORDS = 5;

/** Writes the 40 hex digits into `into[at … at+4]`. The caller has checked the shape (`isSha`). */
export function writeSha(hex: string, into: Uint32Array, at: number): void {
  for (let word = 0; word < WORDS; word++) into[at + word] = parseInt(hex.slice(word * 8, word * 8 + 8), 16);
}

export function readSha(from: Uint32Array, at: number): string {
  let hex = '';
  for (let word = 0; word < WORDS; word++) hex += (from[at + word] ?? 0).toString(16).padStart(8, '0');
  return hex;
}

export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
