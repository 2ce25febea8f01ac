import { type DocumentNode, type ExecutionArgs, getOperationAST, Kind, print, visit } from 'graphql';
import type { Role } from '../../access/index.js';

/** One text for all who ask the same in the same role (it alone decides what of an answer is shown); where each begins is his own affair. */
export function sameQuestion({ document, operationName = null, variableValues }: ExecutionArgs, role: Role): string {
  const own = beginning(document, operationName);
  const variables = Object.entries(variableValues ?? {})
    .filter(([name]) => name !== own)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([role, operationName, print(document), variables]);
}

/** The variable that says after which position to begin, and nothing else. */
function beginning(document: DocumentNode, operationName: string | null): string | null {
  const root = getOperationAST(document, operationName)?.selectionSet.selections[0];
  const value = root?.kind === Kind.FIELD ? root.arguments?.find(({ name }) => name.value === 'after')?.value : undefined;
  if (value?.kind !== Kind.VARIABLE) return null;
  let uses = 0;
  visit(document, { Variable: ({ name }) => void (uses += name.value === value.name.value ? 1 : 0) });
  // Its definition is one of them.
  return uses === 2 ? value.name.value : null;
}
