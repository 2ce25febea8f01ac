import { artifactDigests, type Mention, ref } from '#contract';
import type { Part } from './revision.js';

/** Images that the sources name themselves (`kustomize.images`): `ghcr.io/acme/pay=ghcr.io/acme/pay:1.4.2`. */
export function imagesIn(parts: readonly Part[]): readonly string[] {
  return parts.flatMap(({ source }) => source.kustomize?.images ?? []).map((image) => image.slice(image.indexOf('=') + 1));
}

/** The one tag by which the sources name an image; null where they name none, several, or a digest. */
export function tagIn(images: readonly string[]): string | null {
  const tags = images.filter((image) => !image.includes('@')).flatMap((image) => /:([\w][\w.-]*)$/.exec(image)?.[1] ?? []);
  return tags.length === 1 && images.length === 1 ? (tags[0] ?? null) : null;
}

export function digestMentions(images: readonly string[], place: string): readonly Mention[] {
  return artifactDigests(images.join(' ')).map((hex) => ({ names: ref('artifact', 'sha256', hex), method: 'DIGEST', place }));
}
