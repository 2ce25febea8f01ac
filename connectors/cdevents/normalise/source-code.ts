import { type Draft, ref } from '#contract';
import { inRepository, repository } from '../wire.js';
import { type CdEvent, contentOf, factOf, nameOf } from './cdevent.js';

/** A repository was made, or given another name. */
export function repositoryNamed(event: CdEvent): readonly Draft[] | string {
  const { name, owner } = contentOf(repository, event);
  if (name === undefined) return `${event.type} does not say what the repository is called.`;
  const core = { name: owner ? `${owner}/${name}` : name };
  const subject = ref('repository', nameOf(event, event.subject));
  return [factOf(event, { type: 'repository.renamed', subject, happens: 'AGAIN', transition: 'named', core })];
}

/** A branch came to be or was removed; CDEvents does not say at which commit, nor by whom. */
export function branchMoved(event: CdEvent): readonly Draft[] | string {
  const { repository: of } = contentOf(inRepository, event);
  if (!of) return `${event.type} does not say in which repository the branch lies.`;
  const branch = event.subject.id;
  const within = nameOf(event, of);
  const moved = factOf(event, {
    type: event.happened === 'branch.created' ? 'branch.created' : 'branch.deleted',
    subject: ref('branch', within, branch),
    happens: 'AGAIN',
    core: { repository: ref('repository', within), branch, before: null, after: null, pusher: null },
  });
  return [moved];
}
