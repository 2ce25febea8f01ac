import { type AccountMark, type Draft, type Json, type Normalised, ref } from '#contract';
import { environments, readAs } from '../wire.js';
import { restAccount } from './people.js';

/** Who may write to a repository as it was read: so may merge, and create deployments; an environment may ask for more. */
export function fromAccess(payload: Json): Normalised {
  const { repository, nth, accounts } = readAs(environments.accessRecord, payload, 'access');
  const known = accounts.flatMap((one) => {
    const mark = restAccount(one);
    return mark ? [{ account: mark, role: one.role_name, admin: one.admin }] : [];
  });
  const writers = known.map(({ account }): AccountMark => account);
  const observed: Draft = {
    type: 'permission.observed',
    subject: ref('repository', repository.id),
    identity: {
      kind: 'repository_access',
      natural: [repository.id],
      transition: 'observed',
      discriminator: [String(nth), ...known.flatMap(({ account, role }) => [account, role])],
    },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: {
      place: ref('repository', repository.id),
      mayMerge: writers,
      mayDeploy: writers,
      mayAdminister: known.filter(({ admin }) => admin).map(({ account }) => account),
      roles: known.map(({ role }) => role),
    },
  };
  return { events: [observed] };
}
