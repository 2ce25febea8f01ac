import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Sent } from './company.js';
import { organisationAt } from './history.js';
import { sendTo } from './hooks.js';
import { SAMPLE_SOURCES } from './sources.js';
import { allWasSaid } from './tell/estate/mainframe-acts.js';
import { type SampleSource, SECRET, startStandIns } from './stand-ins.js';

export interface SampleOptions {
  /** The moment up to which the quarter is told. */
  readonly now: Date;
  /** Whether what happened today was delivered before: then the tools simply have it. */
  readonly isDelivered?: boolean;
}

export interface Sample {
  readonly sources: readonly SampleSource[];
  /** What its builds and its mainframe push: sources of type `events`, and their events in the form of `recordEvents`. */
  readonly pushed: readonly { readonly source: string; readonly events: readonly object[] }[];
  /** Path of the policy that gives all of it its meaning. */
  readonly policyFile: string;
  /** Lets today's stories happen, and sends their signed webhooks to the hub at this address. Throws when one is not taken. */
  deliver(address: string): Promise<number>;
  close(): Promise<void>;
}

/** Starts stand-ins of acme's tools on 127.0.0.1 with a quarter of history: the same for the same `now`. */
export async function openSample({ now, isDelivered = false }: SampleOptions): Promise<Sample> {
  const { company, next } = organisationAt(now);
  if (isDelivered) while (next() !== null);
  const standIns = await startStandIns(company);
  company.listen(standIns.places);
  return {
    sources: standIns.sources,
    pushed: [
      { source: SAMPLE_SOURCES.builds, events: company.said },
      { source: SAMPLE_SOURCES.mainframe, events: [...company.saidByMainframe, allWasSaid(company.nowMs)] },
    ],
    policyFile: fileURLToPath(new URL('./policy.yaml', import.meta.url)),
    deliver: async (address) => {
      let count = 0;
      while (next() !== null) for (const sent of company.sent()) await send(sent, { address, delivery: deliveryId(now, count++) });
      return count;
    },
    close: () => standIns.close(),
  };
}

interface To {
  readonly address: string;
  readonly delivery: string;
}

async function send(sent: Sent, { address, delivery }: To): Promise<void> {
  const hook = { url: `${address}/hooks/${SAMPLE_SOURCES[sent.tool]}`, secret: SECRET };
  const { status, body } = await sendTo(hook, sent, delivery);
  if (status !== 202) throw new Error(`The hub answered ${status} to a webhook of the sample organisation: ${body}`);
}

/** The same for the same webhook at every start, so that one which was kept before is known again. */
function deliveryId(now: Date, nth: number): string {
  const hex = createHash('sha256').update(`${now.toISOString()} ${nth}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
