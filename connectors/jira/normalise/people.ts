import { account, type AccountMark } from '#contract';
import type { User } from '../wire.js';

/** Null where Jira names nobody. Never by the display name: it is neither unique nor lasting. */
export function accountOf(user: User | null | undefined): AccountMark | null {
  const id = user?.accountId || user?.key || user?.name;
  if (!user || !id) return null;
  return account(id, user.accountType === 'app' ? 'SERVICE' : 'PERSON', user.displayName ?? undefined);
}

// `5e9711ba34f7b90c0fbc37d3`, `557058:46121f43-e58d-4ff4-83fd-a79fb4b71b45`, `qm:…`: the three forms in the Cloud.
const ACCOUNT_ID = /^(?:[0-9a-f]{24}|\d{1,10}:[0-9a-f]{8}-[0-9a-f-]{27}|(?:qm|ug):[\w:.-]{8,})$/;

export function looksLikeAccount(id: string): boolean {
  return ACCOUNT_ID.test(id);
}

export function accountById(id: string, login?: string): AccountMark {
  return account(id, 'PERSON', login);
}
