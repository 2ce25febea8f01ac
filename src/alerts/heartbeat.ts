import { post } from './send/index.js';

export interface Beating {
  readonly allowPrivate: boolean;
  /** Read anew each time; null: there is none. */
  heartbeat(): string | null;
}

const TIMEOUT_MS = 10_000;

/** Calls the heartbeat's address once; whether it answered well, in a sentence without the address, or null where there is none. */
export async function beat({ allowPrivate, heartbeat }: Beating): Promise<{ readonly isWell: boolean; readonly sentence: string } | null> {
  const address = heartbeat();
  if (address === null || !URL.canParse(address)) return null;
  const { end, sentence } = await post(
    { url: new URL(address), headers: { 'user-agent': 'Changeline' }, body: '' },
    { timeoutMs: TIMEOUT_MS, allowPrivate },
  );
  return { isWell: end === 'DELIVERED', sentence };
}
