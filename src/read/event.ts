import type { EventType, Instant, Interval, SealedMention, SealedText } from '#contract';

/** Whether readers use an event: CURRENT, or what a later event says of it. */
export type Standing = 'CURRENT' | 'REWRITTEN' | 'WITHDRAWN' | 'SUPERSEDED';

/** A row of the timeline; what the event says in full comes by `eventBodies`. */
export interface TimelineRow {
  readonly seq: number;
  readonly eventId: string;
  readonly type: EventType;
  readonly source: string;
  readonly subject: string;
  readonly repository: string | null;
  readonly person: string | null;
  readonly occurredAt: Interval | null;
  readonly sortAt: Instant;
  readonly recordedAt: Instant;
  readonly standing: Standing;
}

/** A text that a person typed, by the field of the event that holds it. */
export interface TextOfEvent {
  readonly field: string;
  readonly state: SealedText['text'];
  readonly commitment: string | null;
}

export interface MentionOfEvent {
  readonly ref: string | null;
  readonly kind: string | null;
  readonly text: string | null;
  readonly method: SealedMention['method'];
  readonly place: string;
}
