import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLNamedType, SelectionSetNode } from 'graphql';
import { Kind, getNamedType, isInterfaceType, isObjectType, valueFromASTUntyped } from 'graphql';
import { schema } from './schema.js';

const MOST_NODES = 500_000;
const MOST_A_PAGE = 100;

export interface CostError {
  readonly type: string;
  readonly path: readonly string[];
  readonly locations: readonly { line: number; column: number }[];
  readonly message: string;
}

export interface Cost {
  /** Points of the hourly budget: a hundredth of the requests for connections, at least 1. */
  readonly points: number;
  /** Nodes that it could return at most. */
  readonly nodes: number;
  readonly errors: readonly CostError[];
}

interface Count {
  requests: number;
  nodes: number;
  readonly errors: CostError[];
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What a query may cost, before it runs (docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api):
 * each connection counts once for each node that it hangs on, and multiplies what hangs on it by `first` or `last`.
 */
export function costOf(document: DocumentNode, selections: SelectionSetNode, variables: Record<string, unknown>): Cost {
  const fragments = Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const count: Count = { requests: 0, nodes: 0, errors: [], fragments, variables };
  walk(count, selections, schema.getQueryType() ?? undefined, { times: 1, path: [] });
  if (count.nodes > MOST_NODES) count.errors.push(tooMany(count.nodes));
  return { points: Math.max(1, Math.round(count.requests / 100)), nodes: count.nodes, errors: count.errors };
}

function tooMany(nodes: number): CostError {
  const message = `This query requests up to ${nodes.toLocaleString('en-US')} possible nodes which exceeds the maximum limit of 500,000.`;
  return { type: 'MAX_NODE_LIMIT_EXCEEDED', path: [], locations: [], message };
}

interface Where {
  readonly times: number;
  readonly path: readonly string[];
}

function walk(count: Count, set: SelectionSetNode, type: GraphQLNamedType | undefined, where: Where): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) walkField(count, selection, type, where);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      walk(count, selection.selectionSet, selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type, where);
    } else {
      const fragment = count.fragments[selection.name.value];
      if (fragment) walk(count, fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), where);
    }
  }
}

function walkField(count: Count, field: FieldNode, parent: GraphQLNamedType | undefined, where: Where): void {
  if (!field.selectionSet || !(isObjectType(parent) || isInterfaceType(parent))) return;
  const definition = parent.getFields()[field.name.value];
  if (definition === undefined) return;
  const type = getNamedType(definition.type);
  const path = [...where.path, field.alias?.value ?? field.name.value];
  const isConnection = type.name.endsWith('Connection');
  const size = !isConnection ? 1 : asksForNodes(count, field.selectionSet) ? pageSize(count, field, path) : 0;
  if (isConnection) {
    count.requests += where.times;
    count.nodes += where.times * size;
  }
  walk(count, field.selectionSet, type, { times: where.times * size, path });
}

// `totalCount` alone needs no page.
function asksForNodes(count: Count, set: SelectionSetNode): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return ['nodes', 'edges', 'pageInfo'].includes(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksForNodes(count, selection.selectionSet);
    const fragment = count.fragments[selection.name.value];
    return fragment !== undefined && asksForNodes(count, fragment.selectionSet);
  });
}

function pageSize(count: Count, field: FieldNode, path: readonly string[]): number {
  const given = (['first', 'last'] as const).flatMap((name) => {
    const node = field.arguments?.find((argument) => argument.name.value === name);
    const value: unknown = node && valueFromASTUntyped(node.value, count.variables);
    return typeof value === 'number' ? [{ name, value }] : [];
  });
  const { line, column } = field.loc ? { line: field.loc.startToken.line, column: field.loc.startToken.column } : { line: 1, column: 1 };
  const refuse = (type: string, message: string): void => void count.errors.push({ type, path, locations: [{ line, column }], message });
  const connection = `\`${field.name.value}\` connection`;
  if (given.length === 0)
    refuse('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the ${connection}.`);
  if (given.length === 2)
    refuse('BAD_PAGINATION_ARGUMENTS', `Passing both \`first\` and \`last\` to paginate the ${connection} is not supported.`);
  for (const { name, value } of given) {
    if (value > MOST_A_PAGE)
      refuse(
        'EXCESSIVE_PAGINATION',
        `Requesting ${value} records on the ${connection} exceeds the \`${name}\` limit of ${MOST_A_PAGE} records.`,
      );
    if (value < 1) refuse('BAD_PAGINATION_ARGUMENTS', `\`${name}\` on the ${connection} must be between 1 and ${MOST_A_PAGE}.`);
  }
  return Math.max(1, given[0]?.value ?? 1);
}
