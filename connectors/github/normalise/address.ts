import { accountObserved, type Draft } from '#contract';
import type { GraphqlCommit } from '../wire/graphql.js';
import { graphqlAccount } from './people.js';

/**
 * The committer's address, where his own signature vouches for it: GitHub calls a signature VALID only when the address
 * of the committer is a verified one of his account (docs.github.com, Using a verified email address in your GPG key).
 * What GitHub signs itself, in the browser, says nothing of an address; nor does an address that somebody typed.
 */
export function verifiedAddress({ committer, signature }: GraphqlCommit): Draft[] {
  const account = graphqlAccount(committer?.user);
  if (signature?.state !== 'VALID' || signature.wasSignedByGitHub || account?.kind !== 'PERSON' || !committer?.email) return [];
  return [accountObserved(account, committer.email, true)];
}
