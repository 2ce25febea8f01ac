import { type Marked, text } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { append, hubEvent, type LedgerKey, type SealedEvent } from '../ledger/index.js';
import { type EvidenceAttached, type EvidenceRefused, type EvidenceSaid, isKnownToAttach } from '../read/index.js';

/** Records what somebody attaches to a thing; the same content attached to it again is the same event. */
export function attachEvidenceDoor(sql: Sql, key: LedgerKey): (said: EvidenceSaid) => Promise<EvidenceAttached | EvidenceRefused> {
  return (said) =>
    sql.begin(async (tx) => {
      const { to, content } = said;
      if (!(await isKnownToAttach(tx as unknown as Sql, to)))
        return { sentence: `${to} was not read from any source, so nothing is attached to it yet.` };
      const size = content.kind === 'FILE' ? await attached(tx as Transaction, content.digest) : null;
      if (content.kind === 'FILE' && size === null) return { sentence: notSent(content.digest) };
      const event = evidenceEvent(said, size, key);
      const { added, eventIds } = await append(tx as Transaction, [event], { key });
      return { event: eventIds[0] ?? '', cursor: added.at(-1) ?? null };
    }) as Promise<EvidenceAttached | EvidenceRefused>;
}

function notSent(digest: string): string {
  return `The hub has no file with the digest ${digest}. Send its bytes first: PUT /evidence/files, which answers with the digest.`;
}

/** Keeps the file for good; its size, or null: nobody sent it. */
async function attached(tx: Transaction, digest: string): Promise<number | null> {
  const [file] = await tx<{ size: number }[]>`update evidence_file set attached = true where digest = ${digest} returning size`;
  return file ? Number(file.size) : null;
}

/** About the thing itself, so that its timeline tells it. Who attached it, and under which name, is no part of what it is. */
function evidenceEvent({ to, content, shows, by }: EvidenceSaid, size: number | null, key: LedgerKey): SealedEvent {
  const { core, seen, same } = partsOf(content, size);
  return hubEvent(
    'evidence.attached',
    to,
    { kind: 'evidence', natural: [to, content.kind], transition: 'attached', discriminator: [same, shows ?? ''] },
    { kind: content.kind, shows, ...core },
    { seen: { ...seen, by: [`token:${by.token}`], holder: [text('holder', by.name)] } },
    key,
  );
}

interface Parts {
  readonly core: Readonly<Record<string, Marked>>;
  readonly seen: Readonly<Record<string, Marked>>;
  /** What makes two of them the same. */
  readonly same: string | ReturnType<typeof text>;
}

function partsOf(content: EvidenceSaid['content'], size: number | null): Parts {
  switch (content.kind) {
    case 'FILE':
      return {
        core: { digest: content.digest, size },
        seen: { name: [text('evidence.name', content.name)], mediaType: [content.mediaType] },
        same: content.digest,
      };
    case 'LINK': {
      const url = text('evidence.url', content.url);
      return { core: { url }, seen: content.title === null ? {} : { title: [text('evidence.title', content.title)] }, same: url };
    }
    case 'NOTE': {
      const note = text('evidence.note', content.text);
      return { core: { note }, seen: {}, same: note };
    }
  }
}
