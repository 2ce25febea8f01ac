import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** An answer as bytes. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Answers with an ETag, to be asked for again by `If-None-Match`: a 304 costs no budget at GitHub. */
export interface Remembered {
  /** What it was answered with; of its headers those that a 304 does not bring anew. */
  get(key: string): Answer | undefined;
  put(key: string, answer: Answer): void;
}

/** What describes the body, and where the next page is. */
const KEPT = /^(content-type|etag|link|x-(next-page|page|prev-page|total|total-count|total-pages))$/;
/** What the entry costs beside its bytes. Of a thousand repositories there are some 20,000, most of them empty lists. */
const ENTRY_BYTES = 400;

interface Held {
  readonly status: number;
  readonly headers: string;
  readonly body: Buffer;
  readonly bytes: number;
}

/** The least recently used answers go when more than `mostBytes` are held. Bodies are held compressed, to a tenth. */
export function openRemembered(mostBytes = 32 << 20): Remembered {
  const answers = new Map<string, Held>();
  let held = 0;

  function drop(key: string): void {
    held -= answers.get(key)?.bytes ?? 0;
    answers.delete(key);
  }

  return {
    get(key) {
      const found = answers.get(key);
      if (!found) return undefined;
      answers.delete(key);
      answers.set(key, found);
      const { status, headers, body } = found;
      return { status, headers: new Headers(JSON.parse(headers) as [string, string][]), body: inflateRawSync(body) };
    },
    put(key, { status, headers, body }) {
      drop(key);
      const kept = JSON.stringify([...headers].filter(([name]) => KEPT.test(name)));
      const packed = Buffer.from(deflateRawSync(body, { level: 1 }));
      const bytes = kept.length + packed.length + ENTRY_BYTES;
      if (bytes > mostBytes / 8) return;
      answers.set(key, { status, headers: kept, body: packed, bytes });
      held += bytes;
      for (const oldest of answers.keys()) {
        if (held <= mostBytes) break;
        drop(oldest);
      }
    },
  };
}

/** ETags differ by credential and by what is accepted; neither stands in the key in clear. */
export function rememberedAs(url: URL, headers: Headers): string {
  const parts = [url.href, headers.get('authorization'), headers.get('private-token'), headers.get('accept')];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
