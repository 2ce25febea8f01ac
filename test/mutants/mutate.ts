import ts from 'typescript';

/** One thing that is broken in a file. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** What stood there and what stands there now, for people. */
  readonly was: string;
  readonly is: string;
  readonly source: string;
}

/** A piece of the source and what takes its place. */
interface Edit {
  readonly node: ts.Node;
  readonly is: string;
}

const TURNED: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.LessThanToken]: '>',
  [ts.SyntaxKind.LessThanEqualsToken]: '>=',
  [ts.SyntaxKind.GreaterThanToken]: '<',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '<=',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
};

const SWAPPED: Readonly<Record<string, string>> = { some: 'every', every: 'some' };
const ANSWERS: Readonly<Record<string, string>> = { GAP: 'PASS', PASS: 'GAP', INDETERMINATE: 'PASS' };

/** Every way in which one operator, condition, number or answer of a file can be broken; words for people stay. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (isForPeople(node)) return;
    edits.push(...editsOf(node));
    node.forEachChild(visit);
  };
  tree.forEachChild(visit);
  return edits.map(({ node, is }) => ({
    file,
    is,
    was: node.getText(),
    line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1,
    source: source.slice(0, node.getStart()) + is + source.slice(node.getEnd()),
  }));
}

/** Types, imports, and sentences: what is put into one changes no answer. */
function isForPeople(node: ts.Node): boolean {
  return ts.isTemplateExpression(node) || ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node);
}

function editsOf(node: ts.Node): readonly Edit[] {
  if (ts.isBinaryExpression(node)) {
    const is = TURNED[node.operatorToken.kind];
    return is === undefined ? [] : [{ node: node.operatorToken, is }];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [{ node, is: `(${node.operand.getText()})` }];
  if (ts.isIfStatement(node)) return [negated(node.expression)];
  if (ts.isConditionalExpression(node) && !isWording(node)) return [negated(node.condition)];
  if (ts.isNumericLiteral(node)) return [{ node, is: String(Number(node.text) + 1) }];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, is: 'false' }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, is: 'true' }];
  if (ts.isPropertyAccessExpression(node) && SWAPPED[node.name.text]) return [{ node: node.name, is: SWAPPED[node.name.text] ?? '' }];
  if (ts.isStringLiteral(node) && ANSWERS[node.text]) return [{ node, is: `'${ANSWERS[node.text]}'` }];
  return [];
}

function negated(node: ts.Expression): Edit {
  return { node, is: `!(${node.getText()})` };
}

/** A choice between two wordings. */
function isWording({ whenTrue, whenFalse }: ts.ConditionalExpression): boolean {
  return [whenTrue, whenFalse].every((one) => ts.isStringLiteralLike(one) || ts.isTemplateExpression(one));
}
