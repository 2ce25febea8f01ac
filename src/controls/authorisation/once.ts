/** The same, asked once of each case: many rules ask it of one implementation, and a case never changes. */
export function once<Case extends object, T>(answer: (subject: Case) => T): (subject: Case) => T {
  const known = new WeakMap<Case, { readonly answer: T }>();
  return (subject) => {
    const found = known.get(subject);
    if (found) return found.answer;
    const own = { answer: answer(subject) };
    known.set(subject, own);
    return own.answer;
  };
}
