import { type Draft, type Json, MalformedRecord, type Mention, type Normalised, ref, text } from '#contract';
import type { z } from 'zod';
import { readAs, rest } from '../wire.js';
import { moment } from './moment.js';
import { accountOf } from './people.js';
import { ticketMentions, titlePlaces } from './tickets.js';

type Release = z.output<typeof rest.release>;

export function fromRelease(payload: Json): Normalised {
  const { project, release } = readAs(rest.releaseRecord, payload, 'release');
  if (release.upcoming_release === true) return { ignored: 'an upcoming release is not published yet.' };
  return { events: [published(release, project.id)] };
}

function published(release: Release, project: string): Draft {
  const { tag_name: tag, released_at: at } = release;
  if (!at) throw new MalformedRecord('release.released_at', `release.released_at is missing of release ${tag}, which is not upcoming.`);
  const author = accountOf(release.author);
  return {
    type: 'release.published',
    // REST gives a release no id; its tag has one release, and is not renamed.
    subject: ref('release', project, tag),
    identity: { kind: 'release', natural: [project, tag], transition: 'published' },
    occurredAt: moment(at),
    // Whoever may edit a release may date it anew.
    timeFrom: 'SEEN',
    core: { repository: ref('repository', project), tag, author },
    seen: { name: text('name', release.name ?? '', author), commit: release.commit?.id ?? null },
    mentions: [{ names: ref('tag', project, tag), method: 'RELATION', place: 'tag_name' }, ...ticketsIn(release)],
  };
}

function ticketsIn({ name, tag_name: tag, description }: Release): Mention[] {
  return ticketMentions([
    ...titlePlaces(name ?? '', 'title'),
    { text: tag, method: 'TITLE', place: 'title' },
    { text: description ?? '', method: 'TEXT', place: 'body' },
  ]);
}
