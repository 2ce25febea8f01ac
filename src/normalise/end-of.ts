import { MalformedRecord, type RawRecord } from '#contract';
import { randomFillSync } from 'node:crypto';
import { recordDigest, type Claimed, type Runtime, type Source } from '../inbox/index.js';
import { seal, type SealedEvent } from '../ledger/index.js';
import type { End } from './work.js';

type Answer = Pick<End, 'state' | 'reason' | 'field' | 'events'>;

/** What the connector says of a record, sealed. Never throws: what the connector or the ledger cannot read is quarantined. */
export function endOf(record: RawRecord, delivery: Claimed, source: Source, runtime: Runtime): End {
  const normaliserVersion = source.connector.normaliser.version;
  const about = { kind: String(record.kind), key: String(record.key), digest: recordDigest(record), normaliserVersion };
  try {
    return { ...about, ...answerOf(record, delivery, source, runtime) };
  } catch (error) {
    return { ...about, ...quarantined(error, `${source.connector.kind}/${normaliserVersion}`, about.kind) };
  }
}

/** The end of a delivery that could not even be split: one record, at position 0, that is the delivery itself. */
export function endOfDelivery(error: unknown, delivery: Claimed, source: Source): End {
  const { kind, normaliser } = source.connector;
  return { ...whole(delivery, normaliser.version), ...quarantined(error, `${kind}/${normaliser.version}`, 'the delivery') };
}

/** The end of a delivery whose source was taken out of the configuration. */
export function endOfOrphan(delivery: Claimed): End {
  const reason = `No source named ${delivery.source} is configured. Put it back into changeline.yaml, restart, and replay.`;
  return { ...whole(delivery, 0), state: 'QUARANTINED', reason, field: null, events: [] };
}

/** Turns an end into a quarantined one after the database refused what it would have written. */
export function refusedByDatabase(end: End, why: string): End {
  const reason = `What ${end.kind} says could not be written: ${why}. Report it; after a fix, replay.`;
  return { ...end, state: 'QUARANTINED', reason, field: null, events: [] };
}

function answerOf(record: RawRecord, delivery: Claimed, source: Source, runtime: Runtime): Answer {
  const { kind, normaliser } = source.connector;
  const answer = normaliser.normalise(record);
  if ('ignored' in answer) return ignored(answer.ignored);
  if (answer.events.length === 0) return ignored('It says nothing that the timeline holds.');
  const context = {
    source: source.name,
    normaliser: `${kind}/${normaliser.version}`,
    normaliserVersion: normaliser.version,
    delivery: delivery.id,
  };
  const events: readonly SealedEvent[] = answer.events.map((draft) => seal(draft, context, runtime.ledger.key, salt));
  return { state: 'EVENTS', reason: null, field: null, events };
}

function ignored(reason: string): Answer {
  return { state: 'IGNORED', reason, field: null, events: [] };
}

function quarantined(error: unknown, normaliser: string, what: string): Answer {
  const malformed = error instanceof MalformedRecord;
  const reason = malformed
    ? `${normaliser} cannot read ${what}: ${error.message} After a fix, replay.`
    : `${normaliser} failed on ${what} (${nameOf(error)}). That is a defect of the connector: report it; after a fix, replay.`;
  return { state: 'QUARANTINED', reason, field: malformed ? error.field : null, events: [] };
}

/** A foreign error's message may quote what stood in the record: its first line, cut short. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no error object';
  return `${error.name}: ${(error.message.split('\n')[0] ?? '').slice(0, 200)}`;
}

function whole(delivery: Claimed, normaliserVersion: number) {
  const digest = recordDigest({ kind: 'delivery', key: delivery.id, payload: null });
  return { kind: 'delivery', key: delivery.id, digest, normaliserVersion };
}

// 16 bytes from a pool: a call for each salt cost a third of sealing.
const pool = Buffer.alloc(4096);
let used = pool.length;

function salt(): Uint8Array {
  if (used + 16 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return Uint8Array.prototype.slice.call(pool, used - 16, used);
}
