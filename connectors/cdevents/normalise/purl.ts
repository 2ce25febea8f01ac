/** A package URL as far as it is read (purl-spec); digests are those of what was packed, not of its index or configuration. */
export interface Purl {
  /** With the registry where it is given: `registry.example/acme/pay`. */
  readonly name: string;
  readonly version: string | null;
  /** Hex; null where the version is no SHA-256 digest. */
  readonly sha256: string | null;
  readonly tag: string | null;
  /** `linux/arm64`, `arm64`. */
  readonly platform: string | null;
}

const SHAPE = /^pkg:[A-Za-z][\w.+-]*\/([^@?#]+)(?:@([^?#]+))?(?:\?([^#]*))?/;
const SHA256 = /^sha256:([0-9a-f]{64})$/;

/** Null where it is no package URL. */
export function purlOf(text: string): Purl | null {
  const [, path, written, qualifiers = ''] = SHAPE.exec(text) ?? [];
  if (path === undefined) return null;
  const given = new URLSearchParams(qualifiers.replaceAll('+', '%2B'));
  const version = written === undefined ? null : plain(written);
  return {
    name: given.get('repository_url') ?? plain(path),
    version,
    sha256: SHA256.exec(version ?? given.get('digest') ?? '')?.[1] ?? SHA256.exec(given.get('digest') ?? '')?.[1] ?? null,
    tag: given.get('tag'),
    platform: given.get('platform') ?? given.get('arch'),
  };
}

function plain(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
