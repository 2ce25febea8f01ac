import type { RecordContent } from '#contract';
import { badInput, demand, type Viewer } from '../access/index.js';
import { gapOfId, gapRef } from './gap-id.js';
import type { Hub } from './hub.js';
import type { EvidenceAttached, EvidenceRefused, EvidenceSaid } from './statement.js';

export interface AttachEvidenceInput {
  readonly to: string;
  readonly shows?: RecordContent | null;
  readonly file?: { readonly digest: string; readonly name: string; readonly mediaType?: string | null } | null;
  readonly link?: { readonly url: string; readonly title?: string | null } | null;
  readonly note?: string | null;
}

const MOST_NOTE = 20_000;

/** Attaches a file, a link or a note to a thing; the same again is the same. Compliance and administrators. */
export async function attachEvidence(hub: Hub, viewer: Viewer, input: AttachEvidenceInput): Promise<EvidenceAttached | EvidenceRefused> {
  demand(viewer, 'compliance', 'attach evidence');
  const content = contentOf(input);
  if ('sentence' in content) return content;
  const gap = gapOfId(input.to);
  const to = gap === null ? input.to.replace(/^change:/, '') : gapRef(gap);
  return hub.attachEvidence({ to, content, shows: input.shows ?? null, by: { token: viewer.token, name: viewer.name } });
}

function contentOf({ file, link, note }: AttachEvidenceInput): EvidenceSaid['content'] | EvidenceRefused {
  if ([file, link, note].filter((one) => one !== null && one !== undefined).length !== 1) {
    throw badInput('Attach one thing at a time: a file, a link or a note.');
  }
  if (file) return fileOf(file);
  if (link) return linkOf(link);
  const text = (note ?? '').trim();
  if (text.length < 1 || text.length > MOST_NOTE) return { sentence: `A note has 1 to ${MOST_NOTE} characters.` };
  return { kind: 'NOTE', text };
}

function fileOf({ digest, name, mediaType }: NonNullable<AttachEvidenceInput['file']>): EvidenceSaid['content'] | EvidenceRefused {
  const called = name.trim();
  if (!/^[0-9a-f]{64}$/.test(digest))
    return { sentence: 'digest is SHA-256 of the bytes, in 64 small hex digits: PUT /evidence/files answers with it.' };
  if (called.length < 1 || called.length > 200) return { sentence: 'Name the file, in 1 to 200 characters.' };
  const type = mediaType ?? 'application/octet-stream';
  if (!/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(type))
    return { sentence: `${type.slice(0, 60)} is no media type. Write it like application/pdf.` };
  return { kind: 'FILE', digest, name: called, mediaType: type };
}

function linkOf({ url, title }: NonNullable<AttachEvidenceInput['link']>): EvidenceSaid['content'] | EvidenceRefused {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol) || url.length > 2_000) {
    return { sentence: 'A link is an address that begins with https:// or http://, of at most 2,000 characters.' };
  }
  if (parsed.username !== '' || parsed.password !== '')
    return { sentence: 'The address holds a user or a password. Take it out: evidence holds no secrets.' };
  return { kind: 'LINK', url, title: title?.trim().slice(0, 300) || null };
}
