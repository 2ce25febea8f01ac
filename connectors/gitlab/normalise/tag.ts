import { type Draft, type Json, type Normalised, ref } from '#contract';
import { code, readAs } from '../wire.js';

interface Tag {
  readonly project: string;
  readonly name: string;
}

export function fromTag(payload: Json): Normalised {
  const { project, tag } = readAs(code.tagRecord, payload, 'tag');
  return { events: [tagNamed({ project: project.id, name: tag.name }, tag.target, tag.commit?.id ?? null)] };
}

export interface TagPush {
  readonly tag: Tag;
  readonly before: string | null;
  readonly after: string | null;
  /** The peeled commit, as `checkout_sha` of the push says it. */
  readonly commit: string | null;
}

export function tagPushed({ tag, before, after, commit }: TagPush): Draft[] {
  const repository = ref('repository', tag.project);
  if (after === null) {
    const core = { repository, tag: tag.name, object: before };
    return [{ ...tagFact(tag, 'deleted', [before ?? '']), type: 'tag.deleted', core }];
  }
  const named = tagNamed(tag, after, commit);
  if (before === null) return [named];
  const core = { repository, tag: tag.name, before, after };
  return [named, { ...tagFact(tag, 'moved', [before, after]), type: 'tag.moved', core }];
}

/** `object` is what the tag names: a commit, or for an annotated tag the tag object; `commit` is that peeled. */
function tagNamed(tag: Tag, object: string, commit: string | null): Draft {
  return {
    ...tagFact(tag, 'named', [object]),
    type: 'tag.created',
    core: { repository: ref('repository', tag.project), tag: tag.name, object },
    ...(commit === null
      ? {}
      : { seen: { commit }, mentions: [{ names: ref('commit', tag.project, commit), method: 'RELATION', place: 'commit' }] }),
  };
}

function tagFact(tag: Tag, transition: string, objects: readonly string[]) {
  return {
    subject: ref('tag', tag.project, tag.name),
    // A tag has no id but its name in its project.
    identity: { kind: 'tag', natural: [tag.project, tag.name, ...objects], transition },
    occurredAt: null,
    timeFrom: 'SEEN' as const,
  };
}
