import { createHash } from 'node:crypto';
import type { Account } from '../github/account.js';
import type { Commit } from '../github/world.js';

/** SHA-1 of the commit as git stores it (git-scm.com/book, Git Internals: Git Objects). */
export function gitObject(commit: Omit<Commit, 'sha' | 'pulls'>): string {
  const { tree, parents, author, committer, authoredAt, committedAt, message } = commit;
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signed(author, authoredAt)}`,
    `committer ${signed(committer, committedAt)}`,
  ];
  const body = `${lines.join('\n')}\n\n${message}\n`;
  return createHash('sha1')
    .update(`commit ${Buffer.byteLength(body)}\0${body}`)
    .digest('hex');
}

/** A tree of one file that holds these words. */
export function treeOf(...words: readonly string[]): string {
  return createHash('sha1')
    .update(`tree ${words.join(' ')}`)
    .digest('hex');
}

function signed(account: Account | null, at: string): string {
  const who = account === null ? 'nobody <nobody@localhost>' : `${account.login} <${account.id}+${account.login}@users.noreply.github.com>`;
  return `${who} ${Date.parse(at) / 1000} +0000`;
}
