import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { Refusal } from '../access/index.js';
import { databaseTrouble, type Logger } from '../inbox/index.js';

export const MOST_TOKENS = 4_000;

/** What a caller sees of an error: a code of the closed list and a sentence; never SQL, stacks or secrets. The log has the rest. */
export function shownError(log: Logger, formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = causeOf(error);
  const { code, message, facts } = cause instanceof Refusal ? cause : refusalFor(log, formatted, cause);
  const { locations, path } = formatted;
  return { message, ...(locations ? { locations } : {}), ...(path ? { path } : {}), extensions: { code, ...facts } };
}

/** The same for an error that stands alone: what HTTP answers instead of a stream. */
export function refusalOf(log: Logger, error: unknown): Refusal {
  const cause = causeOf(error);
  if (cause instanceof Refusal) return cause;
  return refusalFor(log, error instanceof GraphQLError ? error.toJSON() : { message: 'refused' }, cause);
}

/** A refusal thrown by a scalar comes wrapped more than once. */
function causeOf(error: unknown): unknown {
  const inner = unwrapResolverError(error);
  return inner instanceof GraphQLError && inner.originalError ? causeOf(inner.originalError) : inner;
}

function refusalFor(log: Logger, formatted: GraphQLFormattedError, cause: unknown): Refusal {
  if (/more tha[nt] \d+ tokens/.test(formatted.message)) {
    return new Refusal('TOO_COSTLY', `This question is longer than ${MOST_TOKENS} words. Ask it in parts.`, {
      cost: MOST_TOKENS + 1,
      limit: MOST_TOKENS,
    });
  }
  if (cause instanceof GraphQLError && isAboutTheQuestion(cause, formatted)) return new Refusal('BAD_INPUT', formatted.message);
  if (tookTooLong(cause)) return timedOut();
  if (databaseTrouble(cause) === 'AWAY') return databaseAway();
  const reference = randomUUID().slice(0, 8);
  log.error({ err: cause, reference }, 'a question could not be answered');
  return new Refusal('UNAVAILABLE', `The hub failed at this question. Its log says why, under ${reference}.`);
}

export function databaseAway(): Refusal {
  return new Refusal('UNAVAILABLE', 'The database does not answer. Try again in a moment; /health/ready says when it is back.');
}

/** Postgres cancelled the statement: `statement_timeout` of the pool. */
export function tookTooLong(error: unknown): boolean {
  return codeOf(error) === '57014';
}

export function timedOut(): Refusal {
  return new Refusal('TIMEOUT', 'The answer took too long. Ask for fewer with first, or for a shorter period.');
}

const OF_THE_QUESTION = /^(GRAPHQL_(PARSE|VALIDATION)_FAILED|BAD_USER_INPUT|BAD_REQUEST|OPERATION_RESOLUTION_FAILURE|PERSISTED_QUERY_.*)$/;

/** Parsing, validating and reading variables: graphql's own words, about the question alone. */
function isAboutTheQuestion(error: GraphQLError, { extensions }: GraphQLFormattedError): boolean {
  if (OF_THE_QUESTION.test(String(extensions?.['code']))) return true;
  return error.originalError === undefined && error.path === undefined;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
