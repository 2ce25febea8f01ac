import ts from 'typescript';
import { type Edit, editsOf, isForPeople } from './edits.js';
import { isWording } from './wording.js';

/** NAMED: a condition negated, an answer swapped, a number or duration off by one, a comparison turned. WIDER: the rest. */
export type Kind = 'NAMED' | 'WIDER';

/** One thing that is broken in a file. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** The function or constant of the file that it stands in. */
  readonly within: string;
  /** What stood there and what stands there now, for people. */
  readonly was: string;
  readonly is: string;
  readonly kind: Kind;
  /** Only the words of a verdict, or the events that it names, can come out otherwise. */
  readonly isWording: boolean;
  readonly source: string;
}

/** Every way in which one operator, condition, number or answer of a file can be broken. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (isForPeople(node)) return;
    edits.push(...editsOf(node));
    node.forEachChild(visit);
  };
  tree.forEachChild(visit);
  return edits.map(({ node, is, kind, was = node.getText() }) => {
    const within = nameOf(topOf(node));
    return {
      ...{ file, within, was, is, kind },
      isWording: isWording(file, within, node),
      line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      source: source.slice(0, node.getStart()) + is + source.slice(node.getEnd()),
    };
  });
}

function topOf(node: ts.Node): ts.Node {
  return ts.isSourceFile(node.parent) ? node : topOf(node.parent);
}

function nameOf(top: ts.Node): string {
  if (ts.isFunctionDeclaration(top)) return top.name?.text ?? '';
  return ts.isVariableStatement(top) ? (top.declarationList.declarations[0]?.name.getText() ?? '') : '';
}
