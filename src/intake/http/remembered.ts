import { createHash } from 'node:crypto';

/** An answer as bytes. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Answers with an ETag, to be asked for again by `If-None-Match`: a 304 costs no budget at GitHub. */
export interface Remembered {
  get(key: string): Answer | undefined;
  put(key: string, answer: Answer): void;
}

/** The least recently used answers go when more than `mostBytes` are held. */
export function openRemembered(mostBytes = 32 << 20): Remembered {
  const answers = new Map<string, Answer>();
  let held = 0;

  function drop(key: string): void {
    held -= answers.get(key)?.body.length ?? 0;
    answers.delete(key);
  }

  return {
    get(key) {
      const found = answers.get(key);
      if (found) {
        answers.delete(key);
        answers.set(key, found);
      }
      return found;
    },
    put(key, answer) {
      drop(key);
      if (answer.body.length > mostBytes / 8) return;
      answers.set(key, answer);
      held += answer.body.length;
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
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
