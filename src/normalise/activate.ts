import type { Transaction } from '../db/pool.js';
import { readIgnoredAgain, type Runtime } from '../inbox/index.js';
import { append, hubEvent } from '../ledger/index.js';

/**
 * Records for each connector in use which version of its normaliser readers go by, and has read again what an older one ignored.
 * Once said, saying it again changes nothing.
 */
export async function activateNormalisers(runtime: Runtime): Promise<void> {
  const versions = new Map([...runtime.sources.values()].map(({ connector }) => [connector.kind, connector.normaliser.version]));
  const events = [...versions]
    .sort()
    .map(([connector, version]) =>
      hubEvent(
        'normaliser.activated',
        `normaliser:${connector}/${version}`,
        { kind: 'normaliser', natural: [connector, String(version)], transition: 'activated' },
        { connector, version },
        {},
        runtime.ledger.key,
      ),
    );
  if (events.length === 0) return;
  const again = await runtime.sql.begin(async (tx) => {
    const isNew = await anyUnsaid(
      tx,
      events.map(({ eventId }) => eventId),
    );
    const raised = [...runtime.sources.values()].map(({ name, connector }) => ({ source: name, version: connector.normaliser.version }));
    const deliveries = isNew ? await readIgnoredAgain(tx, raised) : 0;
    await append(tx, events, runtime.ledger);
    return deliveries;
  });
  if (again > 0) runtime.log.info({ deliveries: again }, 'What an older version of a connector ignored is read again.');
}

async function anyUnsaid(tx: Transaction, eventIds: readonly string[]): Promise<boolean> {
  const ids = eventIds.map((id) => Buffer.from(id, 'hex'));
  const said = await tx`select true from ledger_event where event_id = any(${tx.array(ids, 1001)})`;
  return said.length < eventIds.length;
}
