import { type Draft, type EventType, type Interval, type Json, MalformedRecord, parseInterval, readPayload, type RefMark } from '#contract';
import { z } from 'zod';
import { cdevent, type Reference } from '../wire.js';

/** A CDEvent with what all have in common read. */
export interface CdEvent {
  /** `pipelinerun.finished` */
  readonly happened: string;
  /** With its version: `dev.cdevents.pipelinerun.finished.0.3.0`. */
  readonly type: string;
  readonly id: string;
  readonly source: string;
  readonly at: Interval;
  readonly subject: { readonly id: string; readonly source: string };
  readonly payload: Json;
}

/** Throws `MalformedRecord` for what is no CDEvent, naming the field. */
export function cdEventIn(payload: Json): CdEvent {
  const { context, subject } = readPayload(cdevent, payload, { what: 'CDEvent', by: 'CDEvents' });
  const at = parseInterval(context.timestamp);
  if (!at) throw new MalformedRecord('context.timestamp', 'context.timestamp is no time; look at the kept payload.');
  const { id, source, type } = context;
  const happened = type.split('.').slice(2, 4).join('.');
  return { happened, type, id, source, at, subject: { id: subject.id, source: subject.source ?? source }, payload };
}

const customEvent = z.object({ context: z.object({ type: z.string().regex(/^dev\.cdeventsx\./) }) });

/** `dev.cdeventsx.<tool>-<subject>.<predicate>.<version>`: an event of one tool’s own making (CDEvents, Custom Events); null where it is none. */
export function customTypeOf(payload: Json): string | null {
  return customEvent.safeParse(payload).data?.context.type ?? null;
}

/** The content of the subject; a field that does not fit is named with its whole path. Senders write null for what they do not know. */
export function contentOf<T>(schema: z.ZodType<T>, { payload, type }: CdEvent): T {
  const whole = z.object({ subject: z.object({ content: z.preprocess(withoutNulls, schema) }) });
  return readPayload(whole, payload, { what: type, by: 'CDEvents' }).subject.content;
}

function withoutNulls(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
}

/** Names a thing of a sender by source and id, which are unique together only. */
export function nameOf({ source }: Pick<CdEvent, 'source'>, reference: Reference): string {
  return `${(reference.source ?? source).replaceAll('#', '%23')}#${reference.id}`;
}

/** Names the event itself. Its time is the same whenever it is sent again, and tells apart what a sender gives one id to. */
export function ownName({ id, source, at }: CdEvent): string {
  return `${nameOf({ source }, { id })}@${at.from}`;
}

interface Fact {
  readonly type: EventType;
  readonly subject: RefMark;
  /** ONCE: it happens once to a thing, so whoever tells it again, even as a new event, tells the same. */
  readonly happens: 'ONCE' | 'AGAIN';
  readonly transition?: string;
  readonly core: Draft['core'];
  readonly mentions?: Draft['mentions'];
}

/** The fact that an event tells of its subject, at its time. */
export function factOf(event: CdEvent, { type, subject, happens, transition, core, mentions = [] }: Fact): Draft {
  const [kind = '', predicate = ''] = event.happened.split('.');
  const which = happens === 'ONCE' ? [] : [event.source, event.id, event.at.from];
  return {
    type,
    subject,
    identity: { kind, natural: [event.subject.id], transition: transition ?? predicate, discriminator: [event.subject.source, ...which] },
    occurredAt: event.at,
    timeFrom: 'CORE',
    core,
    mentions,
  };
}
