import { type Draft, type IdentityPart, type Json, type Normalised, ref } from '#contract';
import { readAs, rest, webhooks } from '../wire.js';
import { restAccount } from './people.js';

/** Both facts from either cause: a transfer changes the full name, too. */
export function fromRepository(payload: Json): Normalised {
  const { id, full_name: name, owner: user, nth } = readAs(rest.repositoryRecord, payload, 'repository');
  const fact = (transition: string, type: Draft['type'], which: readonly IdentityPart[], core: Draft['core']): Draft => ({
    subject: ref('repository', id),
    occurredAt: null,
    timeFrom: 'SEEN',
    type,
    identity: { kind: 'repository', natural: [id], transition, discriminator: which },
    core,
  });
  const named = fact('named', 'repository.renamed', [name, String(nth.name)], { name });
  const owner = restAccount(user);
  return { events: owner ? [named, fact('owned', 'repository.transferred', [owner, String(nth.owner)], { owner })] : [named] };
}

export function fromRepositoryWebhook(payload: Json): Normalised {
  const { action } = readAs(webhooks.repositoryEvent, payload, 'repository webhook');
  if (action !== 'renamed' && action !== 'transferred')
    return { ignored: `repository ${action} changes neither the name nor the owner of a repository.` };
  return { ignored: `repository ${action} has neither id nor time: the repository is read at once.` };
}
