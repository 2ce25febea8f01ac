import type { Json } from '#contract';
import { WEBHOOK_SECRET } from '../source.js';
import { requestOf } from '../webhooks/connection.js';
import { pushHeaders } from '../webhooks/message.js';

export const SOAK_SOURCE = 'github-acme';
const REPOSITORY = { id: 4100, full_name: 'acme/service-0', owner: { id: 77, login: 'acme', type: 'Organization' } };

function release(id: number) {
  return {
    id,
    tag_name: `v${id}`,
    target_commitish: 'main',
    name: `Release ${id}`,
    draft: false,
    prerelease: false,
    author: { login: 'person-1', id: 501, type: 'User' },
    created_at: '2025-03-01T10:00:00Z',
    published_at: '2025-03-01T10:00:00Z',
  };
}

/** The subject of the one event that the release is. */
export function subjectOf(id: number): string {
  return `release:${SOAK_SOURCE}:${id}`;
}

/** The release as the poll reads it. */
export function releaseRecord(id: number) {
  const payload: Json = { repository: { id: REPOSITORY.id, full_name: REPOSITORY.full_name }, release: release(id) };
  return { kind: 'rest.release', key: `release:${id}`, payload };
}

/** The release as a signed webhook; the delivery's id says the release's, so that a repetition is one. */
export function releaseRequest(id: number): Buffer {
  const body = Buffer.from(
    JSON.stringify({ action: 'published', release: release(id), repository: REPOSITORY, sender: { id: 501, login: 'person-1' } }),
  );
  const headers = { ...pushHeaders(body, WEBHOOK_SECRET), 'x-github-event': 'release' };
  return requestOf(`/hooks/${SOAK_SOURCE}`, headers, body)(deliveryOf(id));
}

export function deliveryOf(id: number): string {
  return `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}
