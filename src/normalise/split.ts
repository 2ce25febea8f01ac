import { genuine, type GenuineDelivery, type Parsed, type RawRecord } from '#contract';
import type { Claimed, Source } from '../inbox/index.js';

export type Split = Omit<Parsed, 'deliveryKey'>;

/** The records and doorbells of a delivery. Throws what the connector throws, or a `SyntaxError` for a page that is no JSON. */
export function split(delivery: Claimed, source: Source): Split {
  if (delivery.door === 'POLL') return { records: pageRecords(delivery), doorbells: [] };
  const { webhook } = source.connector;
  if (!webhook) throw new TypeError(`The connector ${source.connector.kind} has no webhook any more.`);
  return webhook.parse(verifiedBeforeItWasKept(delivery));
}

/** The one place besides `verify` that makes a genuine delivery: only verified webhooks are in the inbox, and their bytes are those that were verified. */
function verifiedBeforeItWasKept(delivery: Claimed): GenuineDelivery {
  const found = genuine({ headers: delivery.headers, body: delivery.body });
  if ('refused' in found) throw new TypeError(found.refused);
  return found.genuine;
}

function pageRecords(delivery: Claimed): readonly RawRecord[] {
  const page = JSON.parse(Buffer.from(delivery.body).toString('utf8')) as { readonly records: readonly RawRecord[] };
  return page.records;
}
