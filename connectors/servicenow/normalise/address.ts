import { accountObserved, type Draft, type Json, type Normalised } from '#contract';
import { readAs, type User, userRecord } from '../wire.js';
import { People } from './people.js';

/** The address of a user's row. An administrator typed it; whether it is his, policy may say (`verifiedEmails`). */
export function addressesOf(users: readonly User[]): Draft[] {
  const people = new People(users);
  return users.flatMap(({ sys_id, email }) => {
    const account = people.byId(sys_id);
    return email?.includes('@') && account?.kind === 'PERSON' ? [accountObserved(account, email, false)] : [];
  });
}

export function fromUser(payload: Json): Normalised {
  const events = addressesOf([readAs(userRecord, payload, 'user').row]);
  return events.length > 0 ? { events } : { ignored: 'This user is no person, or has no e-mail address.' };
}
