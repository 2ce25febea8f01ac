import { account, type Draft, type Mention, ref } from '#contract';
import { artifact, type Reference } from '../wire.js';
import { type CdEvent, contentOf, factOf, nameOf } from './cdevent.js';
import { purlOf } from './purl.js';
import { COMMIT, repositoryIn } from './sources.js';

/** Packaged from a change, or published: an artifact with this digest is there under a name. */
export function artifactKnown(event: CdEvent): readonly Draft[] | string {
  const { change, user } = contentOf(artifact, event);
  const purl = purlOf(event.subject.id);
  if (!purl?.sha256)
    return `${event.type} names its artifact without a SHA-256 digest, and a name can stand for another artifact tomorrow.`;
  const published = factOf(event, {
    type: 'artifact.published',
    subject: ref('artifact', 'sha256', purl.sha256),
    happens: 'AGAIN',
    core: {
      name: purl.name,
      version: purl.tag,
      tags: purl.tag === null ? [] : [purl.tag],
      platform: purl.platform,
      step: event.happened === 'artifact.packaged' ? 'PACKAGED' : 'PUBLISHED',
      ...(user ? { by: account(user, 'PERSON', user) } : {}),
      ...(change ? { change: ref('pull_request', nameOf(event, change)), ...placeOf(change) } : {}),
    },
    mentions: change ? madeFrom(event, change) : [],
  });
  return [published];
}

/** Of a commit, the repository that the sender names as its source. */
function placeOf({ id, source }: Reference): { readonly repositoryUrl?: string } {
  const repository = COMMIT.test(id) ? repositoryIn(source) : null;
  return repository === null ? {} : { repositoryUrl: repository };
}

/** CDEvents lets the sender decide by what he names a change: a commit is known by its hash. */
function madeFrom(event: CdEvent, change: Reference): readonly Mention[] {
  const itself: Mention = { names: ref('pull_request', nameOf(event, change)), method: 'RELATION', place: 'change' };
  if (!COMMIT.test(change.id)) return [itself];
  return [itself, { names: { kind: 'commit', text: change.id }, method: 'RELATION', place: 'change' }];
}

/** An artifact that something else names; none where its digest is not given. */
export function artifactNamed(artifactId: string | undefined, method: Mention['method'] = 'DIGEST'): readonly Mention[] {
  const sha256 = artifactId === undefined ? null : (purlOf(artifactId)?.sha256 ?? null);
  return sha256 === null ? [] : [{ names: ref('artifact', 'sha256', sha256), method, place: 'artifactId' }];
}
