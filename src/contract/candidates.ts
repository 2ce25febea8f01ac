/** A Jira key; the hyphen guard keeps dates and `CVE-2024-12345` out of running text (`connector-facts.md` §9.1). */
const KEY = /(?<![\p{L}\p{N}])([A-Z][A-Z0-9_]{1,9})-([1-9]\d{0,8})(?![\p{L}\p{N}]|-\d)/gu;
/** In the name of a branch a slug follows the key, `PAY-12-3-things`, and keys are typed small, too. */
const KEY_IN_BRANCH = /(?<![\p{L}\p{N}])([A-Za-z][A-Za-z0-9_]{1,9})-([1-9]\d{0,8})(?![\p{L}\p{N}])/gu;

const NUMBER = /(?<![\p{L}\p{N}])((?:CHG|INC)\d{7,12})(?![\p{L}\p{N}])/gu;
const NUMBER_IN_BRANCH = /(?<![\p{L}\p{N}])((?:CHG|INC|chg|inc)\d{7,12})(?![\p{L}\p{N}])/gu;

const AT_MOST = 50;

interface Found {
  readonly at: number;
  readonly candidates: readonly string[];
}

/**
 * What a text may name a ticket by: Jira keys and ServiceNow numbers, in capitals, distinct, in the order of the text, at
 * most 50. `anyCase` is for names of branches. Candidates only: `UTF-8` is one, until nobody has read such a ticket.
 */
export function ticketCandidates(text: string, { anyCase = false }: { readonly anyCase?: boolean } = {}): readonly string[] {
  const found: Found[] = [
    ...[...text.matchAll(anyCase ? KEY_IN_BRANCH : KEY)].map((match) => keysIn(match, anyCase)),
    ...[...text.matchAll(anyCase ? NUMBER_IN_BRANCH : NUMBER)].map((match) => ({ at: match.index, candidates: [match[0].toUpperCase()] })),
  ];
  const inOrder = found.sort((a, b) => a.at - b.at).flatMap(({ candidates }) => candidates);
  return [...new Set(inOrder)].slice(0, AT_MOST);
}

const DIGEST = /(?<![\p{L}\p{N}])sha256:([0-9a-f]{64})(?![0-9a-f])/gu;

/** SHA-256 digests of artifacts that a text names, in hex, distinct, in the order of the text, at most 50. */
export function artifactDigests(text: string): readonly string[] {
  return [...new Set([...text.matchAll(DIGEST)].map(([, hex = '']) => hex))].slice(0, AT_MOST);
}

/** `fix_pay-12` is a key of the project FIX_PAY, or PAY-12 behind a word: a branch's name does not tell, so it is both. */
function keysIn({ 1: project = '', 2: number = '', index }: RegExpExecArray, anyCase: boolean): Found {
  const words = project.toUpperCase().split('_');
  const last = words.at(-1) ?? '';
  const projects = anyCase && words.length > 1 && /^[A-Z][A-Z0-9]/.test(last) ? [words.join('_'), last] : [words.join('_')];
  return { at: index, candidates: projects.map((name) => `${name}-${number}`) };
}
