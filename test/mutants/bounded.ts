import ts from 'typescript';

/** The same source, whose loops ask before each round whether they go on: `countRound` throws where they never end. */
export function bounded(source: string): string {
  const tree = ts.createSourceFile('', source, ts.ScriptTarget.ES2022);
  const conditions: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isForStatement(node) && node.condition) conditions.push(node.condition);
    if (ts.isWhileStatement(node) || ts.isDoStatement(node)) conditions.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  // From the last to the first, so that the places before stay where they are.
  return conditions
    .sort((a, b) => b.pos - a.pos)
    .reduce((text, { pos, end }) => `${text.slice(0, pos)} countRound() && (${text.slice(pos, end)})${text.slice(end)}`, source);
}
