import { pacedHttp, type Clockwork, type PacedHttpOptions } from '../../src/intake/index.js';
import { vendor, type Vendor } from './vendor.js';

const open: Vendor[] = [];

/** Call it after each test. */
export async function closeTools(): Promise<void> {
  for (const one of open.splice(0)) await one.close();
}

export async function tool(answer: Vendor['answer']): Promise<Vendor> {
  const one = await vendor(answer);
  open.push(one);
  return one;
}

/** A clock that sleeping moves, and the sleeps. */
function clockwork(startMs = Date.now()): Clockwork & { readonly slept: number[] } {
  const slept: number[] = [];
  let ahead = 0;
  return {
    slept,
    nowMs: () => startMs + ahead,
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
      ahead += ms;
    },
  };
}

export function http(options: PacedHttpOptions = {}) {
  const clock = clockwork();
  return { clock, ...pacedHttp({ clockwork: clock, ...options }) };
}

export const JSON_WANTED = { headers: { accept: 'application/json', authorization: 'Bearer very-secret' } };
