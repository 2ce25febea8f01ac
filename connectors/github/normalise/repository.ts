import { type Draft, type Interval, type Json, type Normalised, ref } from '#contract';
import { readAs, rest, webhooks } from '../wire.js';
import { restAccount, type RestUser } from './people.js';

interface Repository {
  readonly id: string;
  readonly full_name: string;
  readonly owner: RestUser;
}

export function fromRepository(payload: Json): Normalised {
  return { events: namesOf(readAs(rest.repository, payload, 'repository')) };
}

export function fromRepositoryWebhook(payload: Json): Normalised {
  const event = readAs(webhooks.repositoryEvent, payload, 'repository webhook');
  if (event.action !== 'renamed' && event.action !== 'transferred') {
    return { ignored: `repository ${event.action} changes neither the name nor the owner of a repository.` };
  }
  const from = event.changes?.repository?.name.from;
  return { events: namesOf(event.repository, from === undefined ? {} : { from }) };
}

/** Both facts from either cause: a transfer changes the full name, too. */
function namesOf(repository: Repository, seen: Draft['seen'] = {}): Draft[] {
  const subject = ref('repository', repository.id);
  const undated = { subject, occurredAt: null as Interval | null, timeFrom: 'SEEN' as const };
  const named: Draft = {
    ...undated,
    type: 'repository.renamed',
    identity: { kind: 'repository', natural: [repository.id], transition: 'named', discriminator: [repository.full_name] },
    core: { name: repository.full_name },
    seen,
  };
  const owner = restAccount(repository.owner);
  if (!owner) return [named];
  const owned: Draft = {
    ...undated,
    type: 'repository.transferred',
    identity: { kind: 'repository', natural: [repository.id], transition: 'owned', discriminator: [owner] },
    core: { owner },
  };
  return [named, owned];
}
