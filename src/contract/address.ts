import type { Draft } from './event.js';
import { type AccountMark, ref, text } from './mark.js';

/** The field of an e-mail address: of such a text the ledger keeps a digest, and nobody its clear value. */
export const EMAIL_FIELD = 'email';

/**
 * That an account was read with an e-mail address; equal addresses have equal digests at every source. `verified`: the
 * tool itself says that the address is the account's, and not only that somebody typed it.
 */
export function accountObserved(account: AccountMark, email: string, verified: boolean): Draft {
  const address = text(EMAIL_FIELD, email.trim().toLowerCase(), account);
  return {
    type: 'account.observed',
    subject: ref('thing', 'accounts'),
    identity: { kind: 'account', natural: ['accounts'], transition: 'observed', discriminator: [account, address] },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: { account, address, verified },
  };
}
