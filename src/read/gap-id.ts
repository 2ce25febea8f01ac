/** One gap per rule and subject. */
export interface GapName {
  readonly rule: string;
  readonly subject: string;
}

/** The subject of `gap.*` events: `gap:<rule>:<subject of the verdict>`. Rule ids hold no colon. */
export function gapRef({ rule, subject }: GapName): string {
  return `gap:${rule}:${subject}`;
}

export function gapOfRef(ref: string): GapName | null {
  const match = /^gap:([a-z0-9-]+):(.+)$/s.exec(ref);
  return match ? { rule: match[1] as string, subject: match[2] as string } : null;
}

/** Stable and safe in an address: base64url of the ref. */
export function gapId(name: GapName): string {
  return Buffer.from(gapRef(name)).toString('base64url');
}

/** Null when the id is none of a gap. */
export function gapOfId(id: string): GapName | null {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) return null;
  return gapOfRef(Buffer.from(id, 'base64url').toString('utf8'));
}
