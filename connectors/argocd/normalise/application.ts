import type { Draft, Json, Normalised } from '#contract';
import { applicationRecord, readAs } from '../wire.js';
import { driftOf } from './drift.js';
import { fromEntry } from './history.js';
import { fromOperation } from './operation.js';

/** What an application tells of its syncs: the latest operation first, since it knows more than the history of the same sync. */
export function fromApplication(payload: Json): Normalised {
  const { application } = readAs(applicationRecord, payload, 'application');
  const { status } = application;
  const latest = status?.operationState ? fromOperation(application, status.operationState) : [];
  const earlier = (status?.history ?? []).flatMap((entry) => fromEntry(application, entry));
  const events = distinct([...latest, ...earlier, ...driftOf(application)]);
  return events.length > 0 ? { events } : { ignored: 'the application has not been synced yet, or by a dry run only.' };
}

/** Each fact once: the latest sync stands in the history, too. */
function distinct(events: readonly Draft[]): readonly Draft[] {
  const known = new Set<string>();
  const isNew = (key: string) => !known.has(key) && known.add(key);
  return events.filter(({ identity }) => isNew(JSON.stringify(identity)));
}
