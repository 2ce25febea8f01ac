import type { Token } from './tokens.js';
import { BadJql, tokensOf } from './tokens.js';

export type ClauseField = 'project' | 'key' | 'created' | 'updated';
export type Operator = '=' | 'in' | '>' | '>=' | '<' | '<=';

export interface Clause {
  readonly field: ClauseField;
  readonly operator: Operator;
  readonly values: readonly Token[];
}

export interface Order {
  readonly field: 'created' | 'updated' | 'key';
  readonly direction: 'asc' | 'desc';
}

export interface Query {
  readonly clauses: readonly Clause[];
  readonly order: readonly Order[];
}

const FIELDS = new Map<string, ClauseField>([
  ['project', 'project'],
  ['key', 'key'],
  ['issuekey', 'key'],
  ['issue', 'key'],
  ['id', 'key'],
  ['created', 'created'],
  ['createddate', 'created'],
  ['updated', 'updated'],
  ['updateddate', 'updated'],
]);
const OPERATORS: Readonly<Record<ClauseField, readonly string[]>> = {
  project: ['=', 'in'],
  key: ['=', 'in'],
  created: ['>', '>=', '<', '<='],
  updated: ['>', '>=', '<', '<='],
};

/** The part of JQL that the stand-in has: clauses on project, key, created and updated joined by AND, and an order. Throws `BadJql`. */
export function parseJql(jql: string): Query {
  const reader = readerOf(tokensOf(jql));
  const clauses: Clause[] = [];
  while (!reader.isAtEnd() && !reader.isWord('order')) {
    if (clauses.length > 0) reader.word('and');
    clauses.push(clause(reader));
  }
  const order = reader.isAtEnd() ? [] : orderBy(reader);
  if (clauses.length === 0) throw new BadJql('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  return { clauses, order };
}

interface Reader {
  isAtEnd(): boolean;
  isWord(word: string): boolean;
  next(expected: string): Token;
  word(word: string): void;
  /** Takes the sign if it is next. */
  takes(sign: string): boolean;
}

function readerOf(tokens: readonly Token[]): Reader {
  let at = 0;
  const isWord = (word: string): boolean => tokens[at]?.kind === 'word' && tokens[at]?.text.toLowerCase() === word;
  const next = (expected: string): Token => {
    const token = tokens[at++];
    if (token === undefined) throw new BadJql(`Error in the JQL Query: Expecting ${expected} before the end of the query.`);
    return token;
  };
  return {
    isAtEnd: () => at >= tokens.length,
    isWord,
    next,
    word: (word) => {
      const isIt = isWord(word);
      const { text } = next(`'${word.toUpperCase()}'`);
      if (!isIt)
        throw new BadJql(
          `Error in the JQL Query: Expecting '${word.toUpperCase()}' but got '${text}'. (This stand-in joins by AND alone.)`,
        );
    },
    takes: (sign) => {
      const isIt = tokens[at]?.kind === 'sign' && tokens[at]?.text === sign;
      if (isIt) at += 1;
      return isIt;
    },
  };
}

function clause(reader: Reader): Clause {
  const name = reader.next('a field').text;
  const field = FIELDS.get(name.toLowerCase());
  if (field === undefined)
    throw new BadJql(
      `Field '${name}' does not exist or you do not have permission to view it. (This stand-in has project, key, created and updated.)`,
    );
  const operator = reader.next('an operator').text.toLowerCase();
  if (!OPERATORS[field].includes(operator))
    throw new BadJql(
      `The operator '${operator}' is not supported by the '${name}' field. (This stand-in has ${OPERATORS[field].join(', ')} there.)`,
    );
  return { field, operator: operator as Operator, values: operator === 'in' ? list(reader) : [value(reader)] };
}

function list(reader: Reader): Token[] {
  if (!reader.takes('(')) throw new BadJql("Error in the JQL Query: Expecting '(' after 'in'.");
  const values = [value(reader)];
  while (reader.takes(',')) values.push(value(reader));
  if (!reader.takes(')')) throw new BadJql("Error in the JQL Query: Expecting ')' or ',' in a list.");
  return values;
}

function value(reader: Reader): Token {
  const token = reader.next('a value');
  if (token.kind === 'sign') throw new BadJql(`Error in the JQL Query: Expecting a value but got '${token.text}'.`);
  return token;
}

function orderBy(reader: Reader): Order[] {
  reader.word('order');
  reader.word('by');
  const order = [orderItem(reader)];
  while (reader.takes(',')) order.push(orderItem(reader));
  if (!reader.isAtEnd()) throw new BadJql(`Error in the JQL Query: Expecting ',' but got '${reader.next('nothing').text}'.`);
  return order;
}

// Jira has a direction of its own for each field when none is written; here it must be written.
function orderItem(reader: Reader): Order {
  const name = reader.next('a field').text;
  const field = FIELDS.get(name.toLowerCase());
  if (field === undefined || field === 'project')
    throw new BadJql(`Not able to sort using field '${name}'. (This stand-in sorts by created, updated and key.)`);
  if (reader.isWord('asc')) return (reader.word('asc'), { field, direction: 'asc' });
  if (reader.isWord('desc')) return (reader.word('desc'), { field, direction: 'desc' });
  throw new BadJql(`Say ASC or DESC behind '${name}' in ORDER BY: this stand-in does not choose for you.`);
}
