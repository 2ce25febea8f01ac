import { startPolling } from '../../../src/intake/index.js';
import { startNormaliseLoop } from '../../../src/normalise/index.js';
import { until } from '../../intake/until.js';
import type { HubUnderTest } from '../hub-under-test.js';
import { now } from '../read-out.js';

/** Reads one tool to its end while the others are not asked, and follows. */
export async function readAlone({ runtime, sql, follow }: HubUnderTest, name: string): Promise<void> {
  const since = await now(sql);
  const alone = { ...runtime, sources: new Map([[name, runtime.sources.get(name)!]]) };
  const loops = [startPolling(alone), startNormaliseLoop(runtime)];
  try {
    await until(`${name} is read`, () => isRead(), 60_000);
  } finally {
    for (const loop of loops) await loop.stop();
  }
  await follow();

  async function isRead(): Promise<boolean> {
    const [row] = await sql<{ read: boolean }[]>`
      select count(*) > 0 and bool_and(completed_at > ${since}) and not exists (select from inbox_delivery where state = 'PENDING') as read
      from source_stream
      where source = ${name} and stream not like 'census:%'`;
    return row?.read === true;
  }
}
