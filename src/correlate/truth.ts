/** Three-valued: nothing unknown counts as good, and nothing unknown counts as bad. */
export type Truth = 'YES' | 'NO' | 'UNKNOWN';

export function not(a: Truth): Truth {
  return a === 'YES' ? 'NO' : a === 'NO' ? 'YES' : 'UNKNOWN';
}

/** YES if all are, NO if one is not; of none, YES. */
export function every(all: Iterable<Truth>): Truth {
  let answer: Truth = 'YES';
  for (const one of all) {
    if (one === 'NO') return 'NO';
    if (one === 'UNKNOWN') answer = 'UNKNOWN';
  }
  return answer;
}

/** YES if one is, NO if none is; of none, NO. */
export function some(all: Iterable<Truth>): Truth {
  let answer: Truth = 'NO';
  for (const one of all) {
    if (one === 'YES') return 'YES';
    if (one === 'UNKNOWN') answer = 'UNKNOWN';
  }
  return answer;
}
