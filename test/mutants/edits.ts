import ts from 'typescript';
import type { Kind } from './mutate.js';

/** A piece of the source and what takes its place. */
export interface Edit {
  readonly node: ts.Node;
  readonly is: string;
  readonly kind: Kind;
  /** What the mutant is called by, where the piece itself says too little. */
  readonly was?: string;
}

const K = ts.SyntaxKind;

/** The opposite, and where the two differ in it, the same with or without the boundary. */
const COMPARISONS: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [K.LessThanToken]: ['>', '<='],
  [K.LessThanEqualsToken]: ['>=', '<'],
  [K.GreaterThanToken]: ['<', '>='],
  [K.GreaterThanEqualsToken]: ['<=', '>'],
  [K.EqualsEqualsEqualsToken]: ['!=='],
  [K.ExclamationEqualsEqualsToken]: ['==='],
};
const JUNCTIONS: Readonly<Partial<Record<ts.SyntaxKind, string>>> = { [K.AmpersandAmpersandToken]: '||', [K.BarBarToken]: '&&' };
const QUANTIFIERS: Readonly<Record<string, string>> = { some: 'every', every: 'some' };
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  GAP: ['PASS', 'INDETERMINATE'],
  PASS: ['GAP', 'INDETERMINATE'],
  INDETERMINATE: ['PASS', 'GAP'],
  EXEMPT: ['PASS', 'GAP'],
};
const ASKED_OF_EACH: ReadonlySet<string> = new Set(['filter', 'find', 'findIndex', 'some', 'every']);

/** Types and imports, and sentences and their parts: what is put into one changes no answer. */
export function isForPeople(node: ts.Node): boolean {
  return ts.isTemplateExpression(node) || ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node);
}

export function editsOf(node: ts.Node): readonly Edit[] {
  if (ts.isBinaryExpression(node)) return ofOperator(node.operatorToken);
  if (ts.isPrefixUnaryExpression(node)) return ofPrefix(node);
  if (ts.isIfStatement(node)) return negated(node.expression);
  if (ts.isConditionalExpression(node) && !chooseWords(node)) return negated(node.condition);
  if (ts.isNumericLiteral(node)) return numbers(node);
  if (node.kind === K.TrueKeyword) return [{ node, is: 'false', kind: 'WIDER' }];
  if (node.kind === K.FalseKeyword) return [{ node, is: 'true', kind: 'WIDER' }];
  if (ts.isCallExpression(node)) return ofCall(node);
  return ts.isStringLiteral(node) ? ofString(node) : [];
}

function ofOperator(node: ts.Node): readonly Edit[] {
  const whole = node.parent.getText();
  const junction = JUNCTIONS[node.kind];
  if (junction !== undefined) return [{ node, is: junction, kind: 'WIDER', was: `${node.getText()} of ${short(whole)}` }];
  return (COMPARISONS[node.kind] ?? []).map((is) => ({ node, is, kind: 'NAMED', was: `${node.getText()} of ${short(whole)}` }));
}

function ofPrefix(node: ts.PrefixUnaryExpression): readonly Edit[] {
  return node.operator === K.ExclamationToken ? [{ node, is: `(${node.operand.getText()})`, kind: 'NAMED' }] : [];
}

function ofCall(node: ts.CallExpression): readonly Edit[] {
  const [argument] = node.arguments;
  if (ts.isIdentifier(node.expression) && node.expression.text === 'not' && argument) {
    return [{ node, is: `(${argument.getText()})`, kind: 'NAMED' }];
  }
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name } = node.expression;
  const other = QUANTIFIERS[name.text];
  const swapped: readonly Edit[] = other ? [{ node: name, is: other, kind: 'WIDER', was: `${name.text} of ${short(node.getText())}` }] : [];
  const asked =
    ASKED_OF_EACH.has(name.text) && argument && ts.isArrowFunction(argument) && !ts.isBlock(argument.body) ? argument.body : null;
  return asked ? [...swapped, ...negated(asked)] : swapped;
}

/** Off by one, both ways. */
function numbers(node: ts.NumericLiteral): readonly Edit[] {
  const value = Number(node.text.replaceAll('_', ''));
  return [value + 1, value - 1].map((is) => ({ node, is: is < 0 ? `(${is})` : String(is), kind: 'NAMED', was: ofWhich(node) }));
}

function ofString(node: ts.StringLiteral): readonly Edit[] {
  const duration = /^(\d+)([a-z]+)$/.exec(node.text);
  if (duration) {
    const value = Number(duration[1]);
    const others = [value + 1, value - 1].filter((one) => one >= 0);
    return others.map((one) => ({ node, is: `'${one}${duration[2]}'`, kind: 'NAMED' }));
  }
  // What an answer is compared with is turned with the comparison.
  if (ts.isBinaryExpression(node.parent)) return [];
  return (ANSWERS[node.text] ?? []).map((is) => ({ node, is: `'${is}'`, kind: 'NAMED', was: ofWhich(node) }));
}

/** Of an equality, and of what is negated already, the turned operator is the negation. */
function negated(node: ts.Expression): readonly Edit[] {
  const bare = ts.isParenthesizedExpression(node) ? node.expression : node;
  const isEquality =
    ts.isBinaryExpression(bare) &&
    (bare.operatorToken.kind === K.EqualsEqualsEqualsToken || bare.operatorToken.kind === K.ExclamationEqualsEqualsToken);
  if (isEquality || (ts.isPrefixUnaryExpression(bare) && bare.operator === K.ExclamationToken)) return [];
  return [{ node, is: `!(${node.getText()})`, kind: 'NAMED' }];
}

/** A choice between two wordings. */
function chooseWords({ whenTrue, whenFalse }: ts.ConditionalExpression): boolean {
  const isWords = (one: ts.Expression) => ts.isTemplateExpression(one) || (ts.isStringLiteralLike(one) && /[a-z …]|^$/.test(one.text));
  return isWords(whenTrue) && isWords(whenFalse);
}

function ofWhich(node: ts.Node): string {
  return `${node.getText()} of ${short(node.parent.getText())}`;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}
