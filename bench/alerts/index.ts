import type { BenchServer } from '../database.js';
import type { Tell } from '../figure.js';
import { benchAbsent } from './absent.js';
import { benchPresent } from './present.js';

export interface AlertOptions {
  readonly seconds: number;
  /** So many gaps are open before the second load comes. */
  readonly openGaps: number;
  /** Gaps by absence alone. */
  readonly onlyAbsent?: boolean;
}

/**
 * From the commit of what makes a gap to its alert at a subscriber over WebSocket, at 100 events/s and settling 0, of a hub that
 * runs as `npm start` runs it. NOTIFY's round trip through the same server is measured meanwhile.
 */
export async function benchAlerts(server: BenchServer, tell: Tell, { seconds, openGaps, onlyAbsent }: AlertOptions): Promise<void> {
  const name = String(seconds).replace('.', '_');
  if (!onlyAbsent) {
    const alone = await benchPresent(await server.database(`alerts_${name}`), tell, { seconds, openGaps: 0, beside: null });
    await benchPresent(await server.database(`alerts_open_${name}`), tell, { seconds, openGaps, beside: alone });
  }
  await benchAbsent(await server.database(`alerts_absent_${name}`), tell, { seconds });
}
