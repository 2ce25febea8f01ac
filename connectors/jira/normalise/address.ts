import { accountObserved, type Draft } from '#contract';
import type { User } from '../wire.js';
import { accountOf } from './people.js';

/** The address that Jira shows for an account. Whether anybody verified it, Jira does not say: policy may (`verifiedEmails`). */
export function addressOf(user: User & { readonly emailAddress: string }): Draft[] {
  const account = accountOf(user);
  return account?.kind === 'PERSON' ? [accountObserved(account, user.emailAddress, false)] : [];
}
