export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** `an approving review`, `2 approving reviews`. */
export function reviewsOf(needed: number, which: string): string {
  return needed === 1 ? `an ${which} review` : `${needed} ${which} reviews`;
}
