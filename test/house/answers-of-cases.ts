/** The answers that a case of a table shows; a name that tells none shows an edge of one. */
type Shown = 'PASS' | 'GAP' | 'INDETERMINATE' | 'EXEMPT';

export const SHOWN: readonly Shown[] = ['PASS', 'GAP', 'INDETERMINATE', 'EXEMPT'];

const LETTERS: Readonly<Record<string, Shown>> = { P: 'PASS', G: 'GAP', I: 'INDETERMINATE', E: 'EXEMPT' };

/** Tables of several rules name their answers by letters (`GPP`), one a rule in this order. */
const BY_LETTER: Readonly<Record<string, readonly string[]>> = {
  authorisation: ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection'],
  'authorisation-in-time': ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection'],
  emergency: ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'emergency-without-review'],
};

const WORDS: Readonly<Record<Shown, RegExp>> = {
  PASS: /\bPASS\b/,
  GAP: /\bGAP\b/,
  INDETERMINATE: /\bINDETERMINATE\b|knows nothing/,
  EXEMPT: /\bEXEMPT\b/,
};

/** Of three rules at most one speaks, as the names say. */
const SPEAKS = ['unreviewed-code', 'post-merge-review', 'stale-review'];
const NTH = ['first', 'second', 'third'];

/** What a case, by its file and name, shows of a rule. */
export function shownBy(rule: string, { file, name }: { readonly file: string; readonly name: string }): readonly Shown[] {
  const said = name.slice(name.lastIndexOf(' > ') + 3);
  const letters = /: ([GPIE-]{3,4})$/.exec(said)?.[1];
  if (letters !== undefined) return [LETTERS[letters[BY_LETTER[file]?.indexOf(rule) ?? -1] ?? ''] ?? []].flat();
  if (file === 'reviews-in-time') return ofReviews(rule, said);
  return SHOWN.filter((answer) => WORDS[answer].test(said));
}

function ofReviews(rule: string, said: string): readonly Shown[] {
  if (said.startsWith('none speaks')) return ['PASS'];
  if (said.startsWith('those are INDETERMINATE')) return ['INDETERMINATE'];
  return said.startsWith(`the ${NTH[SPEAKS.indexOf(rule)]} speaks`) ? ['GAP'] : [];
}
