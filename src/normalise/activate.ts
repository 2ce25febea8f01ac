import type { Runtime } from '../inbox/index.js';
import { append, hubEvent } from '../ledger/index.js';

/** Records for each connector in use which version of its normaliser readers go by. Once said, saying it again changes nothing. */
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
  if (events.length > 0) await runtime.sql.begin((tx) => append(tx, events, runtime.ledger));
}
