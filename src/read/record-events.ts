import { badInput, forbidden, type Viewer } from '../access/index.js';
import type { Hub } from './hub.js';
import type { EventsRecorded, EventsRefused } from './statement.js';

const MOST = 500;

export interface RecordEventsInput {
  readonly source: string;
  readonly events: readonly unknown[];
}

/** Records what a source says that no connector reads; the same said twice is one event. Ingest tokens and administrators. */
export async function recordEvents(
  hub: Hub,
  viewer: Viewer,
  { source, events }: RecordEventsInput,
): Promise<EventsRecorded | EventsRefused> {
  if (viewer.role !== 'ingest' && viewer.role !== 'administrator') {
    throw forbidden(viewer, 'ingest', 'record events');
  }
  if (events.length < 1 || events.length > MOST) throw badInput(`Send 1 to ${MOST} events at once; these are ${events.length}.`);
  return hub.recordEvents({ source, events, token: viewer.token });
}
