import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { Refusal } from '../src/read/index.js';

/** What a question could ask of the hub at worst: objects in the answer, levels, renamed fields. */
export interface Weight {
  readonly cost: number;
  readonly depth: number;
  readonly aliases: number;
}

/** GraphiQL's introspection nests 13 levels and counts nothing; the deepest sensible question over deployments has 11. */
export const LIMITS: Weight = { cost: 50_000, depth: 14, aliases: 50 };

/** A list without paging holds at most 200; most hold a few. */
const LIST = 10;

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** The refusal of a question that is too heavy, or null. */
export function tooMuch({ cost, depth, aliases }: Weight): Refusal | null {
  const over = (what: string, value: number, limit: number) =>
    new Refusal(
      'TOO_COSTLY',
      `This question ${what}: ${value}, and at most ${limit} are allowed. Ask for fewer with first, or for less at once.`,
      { cost: value, limit },
    );
  if (cost > LIMITS.cost) return over('could answer with too many objects', cost, LIMITS.cost);
  if (depth > LIMITS.depth) return over('nests too many levels', depth, LIMITS.depth);
  if (aliases > LIMITS.aliases) return over('renames too many fields', aliases, LIMITS.aliases);
  return null;
}

/** Weighs the operation that would run: each object counts once for every time that the lists around it can repeat it. */
export function weigh(schema: GraphQLSchema, document: DocumentNode, operationName: string | null, variables: Variables): Weight {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find((node) => operationName === null || node.name?.value === operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return { cost: 0, depth: 0, aliases: 0 };
  return weighSelection({ schema, variables, fragments: fragmentsOf(document), known: new Map() }, operation.selectionSet, root);
}

interface Scale {
  readonly schema: GraphQLSchema;
  readonly variables: Variables;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fragments weighed already: one that is spread a thousand times is walked once. */
  readonly known: Map<string, Weight>;
}

const NOTHING: Weight = { cost: 0, depth: 0, aliases: 0 };

function weighSelection(scale: Scale, { selections }: SelectionSetNode, parent: GraphQLNamedType): Weight {
  return selections
    .map((node) => {
      if (node.kind === Kind.FIELD) return weighField(scale, node, parent);
      if (node.kind === Kind.FRAGMENT_SPREAD) return weighFragment(scale, node.name.value);
      const type = node.typeCondition ? scale.schema.getType(node.typeCondition.name.value) : parent;
      return type ? weighSelection(scale, node.selectionSet, type) : NOTHING;
    })
    .reduce(together, NOTHING);
}

function weighFragment(scale: Scale, name: string): Weight {
  const known = scale.known.get(name);
  if (known) return known;
  scale.known.set(name, NOTHING);
  const fragment = scale.fragments.get(name);
  const type = fragment && scale.schema.getType(fragment.typeCondition.name.value);
  const weight = fragment && type ? weighSelection(scale, fragment.selectionSet, type) : NOTHING;
  scale.known.set(name, weight);
  return weight;
}

function weighField(scale: Scale, node: FieldNode, parent: GraphQLNamedType): Weight {
  const aliases = node.alias ? 1 : 0;
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  if (!field) return { ...NOTHING, aliases };
  const type = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(type)) return { cost: 0, depth: 1, aliases };
  const inner = weighSelection(scale, node.selectionSet, type);
  return {
    cost: repeats(scale, field, node) * (1 + inner.cost) + ownCost(field),
    depth: 1 + inner.depth,
    aliases: aliases + inner.aliases,
  };
}

/** What a field costs by itself, in objects: reports read every change there is, whatever they answer. */
function ownCost({ extensions }: GraphQLField<unknown, unknown>): number {
  return typeof extensions['complexity'] === 'number' ? extensions['complexity'] : 0;
}

/** A connection repeats its nodes `first` times; inside it, `edges` and `nodes` do so no more. */
function repeats({ variables }: Scale, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
  const paging = field.args.filter((argument) => argument.name === 'first' || argument.name === 'last');
  if (paging.length === 0) return isList(field.type) && !PAGED.has(field.name) ? LIST : 1;
  const asked = paging.map(({ name }) => valueOf(node, name, variables)).filter((value) => value !== null);
  const standard = paging.find(({ defaultValue }) => typeof defaultValue === 'number')?.defaultValue as number | undefined;
  return Math.max(1, ...(asked.length > 0 ? asked : [standard ?? 50]));
}

const PAGED = new Set(['edges', 'nodes']);

function valueOf(node: FieldNode, name: string, variables: Variables): number | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return null;
  const given = variables?.[value.name.value];
  return typeof given === 'number' ? given : null;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function together(a: Weight, b: Weight): Weight {
  return { cost: a.cost + b.cost, depth: Math.max(a.depth, b.depth), aliases: a.aliases + b.aliases };
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );
}
