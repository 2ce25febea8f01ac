import { z } from 'zod';
import { EVENT_TYPES, RECORDABLE, type RecordableType } from '../event-types.js';
import { RECORDED_DATA } from './data.js';
import { at, id } from './parts.js';

const transition = id.describe(
  'Which of several happenings of one kind to one thing: an id of the change of status, of the comment. The same id and transition are one event.',
);

/** Kinds that happen to one thing again and again: without a transition, the second would rewrite the first. */
export const REPEATED: ReadonlySet<RecordableType> = new Set([
  'ticket.status_changed',
  'ticket.field_changed',
  'ticket.commented',
  'ticket.linked',
  'approval.decided',
]);

function eventOf(type: RecordableType) {
  const common = { type: z.literal(type), id, transition: REPEATED.has(type) ? transition : transition.optional(), at };
  return z.strictObject({ ...common, data: RECORDED_DATA[type] }).describe(EVENT_TYPES[type]);
}

const SCHEMAS = new Map(RECORDABLE.map((type) => [type, eventOf(type)]));

/** An event as a sender writes it. */
export type RecordedEvent = z.output<ReturnType<typeof eventOf>>;

/** What is wrong with one of the events that a sender pushes. */
export interface RecordedMistake {
  /** Its place among the events, from 0. */
  readonly index: number;
  /** Where in it: `data.operator.id`. */
  readonly path: string;
  readonly sentence: string;
}

/** The events, or every mistake in them. */
export function readRecorded(events: readonly unknown[]): {
  readonly events: readonly RecordedEvent[];
  readonly mistakes: readonly RecordedMistake[];
} {
  const read = events.map((event, index) => readOne(event, index));
  return {
    events: read.flatMap((one) => ('event' in one ? [one.event] : [])),
    mistakes: read.flatMap((one) => ('event' in one ? [] : one.mistakes)),
  };
}

type ReadOne = { readonly event: RecordedEvent } | { readonly mistakes: readonly RecordedMistake[] };

function readOne(event: unknown, index: number): ReadOne {
  const type = typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined;
  const schema = SCHEMAS.get(type as RecordableType);
  if (!schema) return { mistakes: [{ index, path: 'type', sentence: noSuchType(type) }] };
  const result = schema.safeParse(event);
  if (result.success) return { event: result.data };
  return { mistakes: result.error.issues.flatMap((issue) => mistakesOf(issue, index)) };
}

function noSuchType(type: unknown): string {
  const said = typeof type === 'string' ? `${type.slice(0, 60)} is no type that can be recorded` : 'The event has no type';
  return `${said}. Write one of: ${RECORDABLE.join(', ')}.`;
}

function mistakesOf(issue: z.core.$ZodIssue, index: number): RecordedMistake[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      index,
      path: [...issue.path, key].join('.'),
      sentence: 'Nobody reads this key. Take it out, or mend its name.',
    }));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return [{ index, path, sentence: `It is missing: ${issue.message}.` }];
  return [{ index, path, sentence: `It is wrong: ${issue.message}.` }];
}

/** The JSON schema (2020-12) of the events of a type, as senders write them. */
export function recordedSchema(type: RecordableType): object {
  return z.toJSONSchema(SCHEMAS.get(type)!, { io: 'input', target: 'draft-2020-12' });
}
