import { recordEventsDoor } from '../../src/hub/record-events.js';
import type { HubUnderTest } from './hub-under-test.js';

/** A source of pushed events in these tests. */
export const SENDER = 'ci-acme';

/** Events pushed by `recordEvents`, and followed; a mistake in them fails the test. */
export async function pushed(hub: Pick<HubUnderTest, 'sql' | 'key' | 'follow'>, events: readonly object[]): Promise<void> {
  const answer = await recordEventsDoor(hub.sql, hub.key, [SENDER])({ source: SENDER, events, token: 'token-of-these-tests' });
  if ('mistakes' in answer) throw new Error(JSON.stringify(answer));
  await hub.follow();
}
