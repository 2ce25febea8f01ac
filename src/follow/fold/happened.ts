import type { Reading } from './reading.js';
import type { Row } from './rows.js';

/** When the source says that it happened, as the columns `at_from`, `at_to` and `recorded_at`. */
export function happenedAt(reading: Reading): Row {
  const at = reading.occurredAt;
  return { at_from: at?.from ?? null, at_to: at?.to ?? null, recorded_at: reading.event.envelope.recordedAt };
}
