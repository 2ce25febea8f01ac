/** A query that Jira refuses; the message is for the answer's `errorMessages`. */
export class BadJql extends Error {}

export interface Token {
  readonly kind: 'word' | 'string' | 'sign';
  readonly text: string;
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(>=|<=|!=|!~|[=<>~(),])|([^\s"'=<>!~(),]+))/y;

/** Words, quoted strings and signs of a query. Throws `BadJql` where something is none of them. */
export function tokensOf(jql: string): Token[] {
  const tokens: Token[] = [];
  const text = jql.trimEnd();
  for (let at = 0; at < text.length;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null)
      throw new BadJql(`Error in the JQL Query: The character ${JSON.stringify(text.charAt(at))} cannot stand here (character ${at + 1}).`);
    const [all, double, single, sign, word] = match;
    at += all.length;
    tokens.push(
      sign !== undefined
        ? { kind: 'sign', text: sign }
        : word !== undefined
          ? { kind: 'word', text: word }
          : quoted(double ?? single ?? ''),
    );
  }
  return tokens;
}

function quoted(text: string): Token {
  return { kind: 'string', text: text.replace(/\\(.)/g, '$1') };
}
