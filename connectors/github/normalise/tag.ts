import { type Draft, type Interval, type Json, type Normalised, ref } from '#contract';
import { graphql, readAs, ZERO } from '../wire.js';

export const TAGS = 'refs/tags/';

interface Tag {
  readonly repository: string;
  readonly name: string;
}

/** `object` is what the tag names: a commit, or for an annotated tag the tag object; `commit` is that peeled. */
export function tagNamed(tag: Tag, object: string, commit: string | null, at: Interval | null): Draft {
  return {
    ...tagFact(tag, 'named', [object], at),
    type: 'tag.created',
    core: { repository: ref('repository', tag.repository), tag: tag.name, object },
    ...(commit === null
      ? {}
      : { seen: { commit }, mentions: [{ names: ref('commit', tag.repository, commit), method: 'RELATION', place: 'commit' }] }),
  };
}

export interface TagPush {
  readonly tag: Tag;
  readonly before: string;
  readonly after: string;
  /** The peeled commit, as `head_commit` of the push says it. */
  readonly commit: string | null;
  readonly at: Interval | null;
}

export function tagPushed({ tag, before, after, commit, at }: TagPush): Draft[] {
  const repository = ref('repository', tag.repository);
  if (ZERO.test(after)) {
    const core = { repository, tag: tag.name, object: before };
    return [{ ...tagFact(tag, 'deleted', [before], at), type: 'tag.deleted', core }];
  }
  const named = tagNamed(tag, after, commit, at);
  if (ZERO.test(before)) return [named];
  const core = { repository, tag: tag.name, before, after };
  return [named, { ...tagFact(tag, 'moved', [before, after], at), type: 'tag.moved', core }];
}

function tagFact(tag: Tag, transition: string, objects: readonly string[], at: Interval | null) {
  return {
    subject: ref('tag', tag.repository, tag.name),
    // A tag has no id but its name in its repository; git allows no renaming of tags.
    identity: { kind: 'tag', natural: [tag.repository, tag.name, ...objects], transition },
    occurredAt: at,
    timeFrom: 'SEEN' as const,
  };
}

export function fromTag(payload: Json): Normalised {
  const { repository, name, target } = readAs(graphql.tag, payload, 'tag');
  const peeled = target.__typename === 'Tag' ? target.target : target;
  // A tag of a tag, or of a tree: no commit that we could name without another request.
  const commit = peeled?.__typename === 'Commit' ? peeled.oid : null;
  return { events: [tagNamed({ repository: repository.databaseId, name }, target.oid, commit, null)] };
}
