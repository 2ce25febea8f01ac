import type { Instant } from '#contract';

/** Each may do what the ones before it may; `ingest` stands apart and may ask nothing. */
const RANKS = { ingest: 0, viewer: 1, auditor: 2, compliance: 3, administrator: 4 } as const;

export type Role = keyof typeof RANKS;
export type HolderKind = 'PERSON' | 'SERVICE' | 'BOOTSTRAP';

/** Who is asking: the holder of a token that is neither expired nor revoked. */
export interface Viewer {
  /** Id of the token, not the token. */
  readonly token: string;
  readonly name: string;
  readonly kind: HolderKind;
  readonly role: Role;
  readonly expiresAt: Instant;
}

/** Whether the viewer's role is `least` or one that includes it. */
export function hasRole(viewer: Viewer, least: Role): boolean {
  return RANKS[viewer.role] >= RANKS[least];
}

/** Texts that people typed and names of accounts: everyone who may ask at all. */
export function maySeeTexts(viewer: Viewer): boolean {
  return hasRole(viewer, 'viewer');
}
