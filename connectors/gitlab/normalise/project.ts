import { account, type Draft, type IdentityPart, type Json, type Normalised, ref } from '#contract';
import { readAs, rest } from '../wire.js';

/** Both facts from either cause: a transfer changes the path, too. */
export function fromProject(payload: Json): Normalised {
  const { project, nth } = readAs(rest.projectRecord, payload, 'project');
  const { id, path_with_namespace: name, namespace } = project;
  const fact = (transition: string, type: Draft['type'], which: readonly IdentityPart[], core: Draft['core']): Draft => ({
    subject: ref('repository', id),
    occurredAt: null,
    timeFrom: 'SEEN',
    type,
    identity: { kind: 'project', natural: [id], transition, discriminator: which },
    core,
  });
  // Ids of namespaces and of users are counted apart.
  const owner = account(`namespace-${namespace.id}`, 'SERVICE', namespace.full_path);
  return {
    events: [
      fact('named', 'repository.renamed', [name, String(nth.path)], { name }),
      fact('owned', 'repository.transferred', [owner, String(nth.namespace)], { owner }),
    ],
  };
}
