import { it } from 'vitest';
import { type Judged, OTHER, refusesWithASentence, withHeader } from './refused.js';

/** A token that is the same for every delivery is right to the letter, or wrong. */
export function checkToken(judged: Judged): void {
  const { verify, secret, delivery, place } = judged;
  const { prefix } = place;
  const token = delivery.headers[place.header] ?? '';

  const wrong: [string, string][] = [
    ['of another source', prefix + OTHER],
    ['in other capitals', prefix + swapped(token.slice(prefix.length))],
    ['cut by one character', token.slice(0, -1)],
    ['with a character too many', `${token}0`],
    ['that is empty', prefix],
    ['with a lone surrogate', `${prefix}\ud800`],
  ];
  if (prefix !== '') wrong.push(['without its prefix', token.slice(prefix.length)], ['with its prefix twice', prefix + token]);
  it.each(wrong)('14.9 refuses a token %s', (_, value) => {
    refusesWithASentence(verify(withHeader(judged, value), [secret]), [secret, token]);
  });

  it('14.9 refuses the empty token under the empty secret', () => {
    refusesWithASentence(verify(withHeader(judged, prefix), ['']), [secret]);
  });
}

function swapped(text: string): string {
  return [...text].map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('');
}
