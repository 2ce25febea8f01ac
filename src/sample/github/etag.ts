import { createHash } from 'node:crypto';

/** A weak entity tag over the bytes of a body, as GitHub writes them. */
export function etagOf(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('hex')}"`;
}

/** Whether `If-None-Match` names this tag; weak comparison (RFC 9110 §8.8.3.2). */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(etag) || tag.trim() === '*');
}
