import { type Draft, type Json, MalformedRecord, type Mention, type Normalised, ref, text } from '#contract';
import type { z } from 'zod';
import { readAs, rest, webhooks } from '../wire.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';
import { ticketMentions, titlePlaces } from './tickets.js';

type Release = z.output<typeof rest.release>;

export function fromRelease(payload: Json): Normalised {
  const { repository, release } = readAs(rest.releaseRecord, payload, 'release');
  return release.draft ? { ignored: DRAFT } : { events: [published(release, repository.id)] };
}

const DRAFT = 'a draft release is not published yet.';
const TELLING = ['published', 'prereleased', 'released'];

export function fromReleaseWebhook(payload: Json): Normalised {
  const { action, release, repository } = readAs(webhooks.releaseEvent, payload, 'release webhook');
  if (release.draft) return { ignored: DRAFT };
  if (!TELLING.includes(action)) return { ignored: `release ${action} publishes nothing.` };
  return { events: [published(release, repository.id)] };
}

function published(release: Release, repository: string): Draft {
  if (!release.published_at) {
    throw new MalformedRecord('release.published_at', `release.published_at is missing of release ${release.id}, which is no draft.`);
  }
  const author = restAccount(release.author);
  return {
    type: 'release.published',
    subject: ref('release', release.id),
    identity: { kind: 'release', natural: [release.id], transition: 'published' },
    occurredAt: moment(release.published_at),
    timeFrom: 'CORE',
    core: { repository: ref('repository', repository), tag: release.tag_name, author },
    seen: {
      prerelease: release.prerelease,
      name: text('name', release.name ?? '', author),
      targetCommitish: release.target_commitish ?? null,
    },
    mentions: [{ names: ref('tag', repository, release.tag_name), method: 'RELATION', place: 'tag_name' }, ...ticketsIn(release)],
  };
}

function ticketsIn({ name, tag_name: tag, body }: Release): Mention[] {
  return ticketMentions([
    ...titlePlaces(name ?? '', 'title'),
    { text: tag, method: 'TITLE', place: 'title' },
    { text: body ?? '', method: 'TEXT', place: 'body' },
  ]);
}
