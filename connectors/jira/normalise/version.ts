import { type Draft, ref } from '#contract';
import type { rest } from '../wire.js';

/**
 * The days that are planned for the versions in which a ticket is to be. Jira shows only the present ones and keeps no
 * history of them: other days are another fact.
 */
export function scheduled(versions: readonly rest.Version[]): Draft[] {
  return versions.flatMap(({ id, name, startDate, releaseDate }): Draft[] => {
    if (!name || !(startDate || releaseDate)) return [];
    const [start, end] = [startDate ?? null, releaseDate ?? null];
    return [
      {
        type: 'release.scheduled',
        subject: ref('thing', 'version', id),
        identity: { kind: 'version', natural: [id], transition: 'scheduled', discriminator: [name, start ?? '', end ?? ''] },
        occurredAt: null,
        timeFrom: 'SEEN',
        core: { tag: name, start, end },
      },
    ];
  });
}
