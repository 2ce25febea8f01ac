import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Delivery, type RawRecord } from '#contract';
import { z } from 'zod';

export interface Place {
  readonly header: string;
  readonly prefix: string;
}

/** What a connector's tests must say of it; everything else is found in its folder. */
export interface Fixtures {
  /** The connector's folder. */
  readonly folder: string;
  /** The header that holds the signature, and what stands before its hex (or base64); left out where the tool signs nothing. */
  readonly signature?: Place;
  /** The header that holds a token which is the same for every delivery, and what stands before it, where the tool has such a way. */
  readonly token?: Place;
  /** Texts that must never be part of an identity: names, keys, addresses used in the records. */
  readonly names: readonly string[];
}

const deliveryFile = z.object({
  secret: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

export interface SignedDelivery {
  readonly name: string;
  readonly secret: string;
  readonly delivery: Delivery;
}

/** `deliveries/genuine-*.json` and `deliveries/forged-*.json`. */
export function deliveriesOf({ folder }: Fixtures, kind: 'genuine' | 'forged'): SignedDelivery[] {
  const files = readdirSync(join(folder, 'deliveries')).filter((file) => file.startsWith(`${kind}-`));
  return files.sort().map((name) => {
    const { secret, headers, body } = deliveryFile.parse(json(join(folder, 'deliveries', name)));
    return { name, secret, delivery: { headers, body: new TextEncoder().encode(body) } };
  });
}

const recordFile = z.object({ kind: z.string(), key: z.string(), payload: z.custom<RawRecord['payload']>() });

export interface RecordFile {
  /** Path in `records/`, without the ending. */
  readonly name: string;
  readonly record: RawRecord;
  readonly golden: string;
  /** Records of one folder in `records/same/` are the same facts in different shapes. */
  readonly sameAs: string | null;
}

export function recordsOf({ folder }: Fixtures): RecordFile[] {
  const root = join(folder, 'records');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.json') && !file.endsWith('.golden.json'));
  return files.sort().map((file) => {
    const name = file.replace(/\.json$/, '');
    return {
      name,
      record: recordFile.parse(json(join(root, file))),
      golden: join(root, `${name}.golden.json`),
      sameAs: /^same\/([^/]+)\//.exec(name)?.[1] ?? null,
    };
  });
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
