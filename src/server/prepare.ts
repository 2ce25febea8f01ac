import { GraphQLError, OperationTypeNode, parse, validate, type DocumentNode, type ExecutionArgs } from 'graphql';
import { apiSchema, tooMuch, weigh, type ApiContext } from '../../schema/index.js';
import { MOST_TOKENS } from './shown-error.js';

export interface Question {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Parses, validates and weighs a question that did not come through Apollo; gives what runs it, or why it may not. */
export function prepare(
  { query, operationName = null, variables }: Question,
  contextFor: (life: 'QUESTION' | 'SUBSCRIPTION') => ApiContext,
): ExecutionArgs | readonly GraphQLError[] {
  const schema = apiSchema();
  try {
    const document = parse(query, { maxTokens: MOST_TOKENS });
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    const refusal = tooMuch(weigh(schema, document, operationName, variables));
    if (refusal) return [wrapped(refusal)];
    const contextValue = contextFor(subscribes(document) ? 'SUBSCRIPTION' : 'QUESTION');
    return { schema, document, operationName, variableValues: variables ?? null, contextValue };
  } catch (error) {
    return [error instanceof GraphQLError ? error : wrapped(error)];
  }
}

export function subscribes(document: DocumentNode): boolean {
  return document.definitions.some((node) => 'operation' in node && node.operation === OperationTypeNode.SUBSCRIPTION);
}

export function wrapped(error: unknown): GraphQLError {
  return new GraphQLError('refused', { originalError: error instanceof Error ? error : new Error('unknown') });
}
