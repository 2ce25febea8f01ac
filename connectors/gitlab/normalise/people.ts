import { account, type AccountMark } from '#contract';

interface User {
  readonly id?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly bot?: boolean | null | undefined;
}

/** Tokens of projects and groups, service accounts, and GitLab's own (docs.gitlab.com, Internal users). */
const SERVICE = /^(?:(?:project|group)_\d+_bot|service_account_)|^(?:alert|support|migration|security|automation|visual-review)-bot\d*$/i;

/** Null where GitLab names nobody: the `ghost` has what deleted users left behind. */
export function accountOf(user: User | null | undefined): AccountMark | null {
  if (!user?.id || /^ghost\d*$/.test(user.username ?? '')) return null;
  const { id, username } = user;
  const kind = user.bot === true || SERVICE.test(username ?? '') ? 'SERVICE' : 'PERSON';
  return account(id, kind, username ?? undefined);
}
