import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isEventType, parseInstant, type EventType as EventTypeName } from '#contract';
import { badInput } from '../../src/read/index.js';

/** A scalar that travels as text; `read` gives the value within, or throws BAD_INPUT with a sentence. */
function textScalar<T>(name: string, description: string, read: (text: string) => T): GraphQLScalarType<T, unknown> {
  const parse = (value: unknown): T => {
    if (typeof value !== 'string') throw badInput(`${name} is written as a string.`);
    return read(value);
  };
  const parseLiteral = (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : null);
  return new GraphQLScalarType<T, unknown>({ name, description, serialize: (value) => value, parseValue: parse, parseLiteral });
}

const DATE_TIME =
  'A time as RFC 3339 writes it. The hub answers in UTC with Z: a time of a source with the digits that the source gave, its own with six decimals.';

export const DateTime = textScalar('DateTime', DATE_TIME, (text) => {
  const instant = parseInstant(text);
  if (instant === null) throw badInput(`"${text.slice(0, 40)}" is no time. Write it like 2026-01-31T13:45:00Z.`);
  return instant;
});

/** Of the argument `knownAt`. */
export const KNOWN_AT = {
  nullable: true,
  description: 'As the hub knew it at this moment, with every field below; without it, as it knows it now.',
} as const;

/** Of the argument `at`. */
export const AT = {
  nullable: true,
  description:
    'By the clock of the judge at this moment, past or to come: the outcomes and verdicts that he would have given then, from all that was known at `knownAt` (left out: from all that is known now). Without it, his clock is `knownAt`. What facts themselves say, and the recorded life of gaps, no clock changes. Refused where a deadline lies in between with which time alone changes a verdict: what he would have said on its other side is not kept.',
} as const;

export const RuleId = textScalar('RuleId', 'The id of a rule, `direct-push`; `rules` lists them.', (text) => {
  if (!/^[a-z0-9-]{1,60}$/.test(text)) throw badInput(`"${text.slice(0, 60)}" is no id of a rule. The query rules lists them.`);
  return text;
});

export const EventType = textScalar(
  'EventType',
  'The type of an event, `pull_request.merged`; `eventTypes` lists them.',
  (text): EventTypeName => {
    if (!isEventType(text)) throw badInput(`"${text.slice(0, 60)}" is no type of event. The query eventTypes lists them.`);
    return text;
  },
);

export const PeriodEnd = textScalar(
  'PeriodEnd',
  'An end of a period: a day in its zone, `2026-01-31`, which stands for its beginning there; or a time as RFC 3339 writes it.',
  (text) => text,
);

export const PageCursor = textScalar('PageCursor', 'A place in a list, as its page gives it; opaque.', (text) => text);

function position(text: string, name: string): number {
  const value = Number(text);
  if (!/^(-1|\d{1,15})$/.test(text))
    throw badInput(`"${text.slice(0, 40)}" is no ${name}: it is a number in a string, as a query gave it.`);
  return value;
}

const asText = (value: unknown) => String(value);

export const Sequence = textScalar('Sequence', 'The place of an event in the ledger, from 0, as a string.', (text) =>
  position(text, 'Sequence'),
);
Sequence.serialize = asText;

export const LedgerCursor = textScalar(
  'LedgerCursor',
  'A position in the ledger: everything up to it is known. Hand `asOfCursor` or `cursor` to a subscription as `after`, and nothing is missed or doubled. -1 stands before the first event.',
  (text) => position(text, 'LedgerCursor'),
);
LedgerCursor.serialize = asText;

export const JsonValue = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value; its form depends on the type of the event.',
  serialize: (value) => value,
});
