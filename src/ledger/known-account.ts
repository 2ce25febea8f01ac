import type { LedgerKey } from './data-key.js';
import { commitmentTo, personOf, textDigest } from './digest.js';
import { hmac } from './hash.js';
import type { ClearValue } from './sealed.js';

export const LOGIN_FIELD = 'account.login';

/** An account's person, and its login as a clear value, where the source gives one. */
export interface KnownAccount {
  readonly person: string;
  readonly login: ClearValue | null;
}

// The same few accounts stand in most events; their four hashes would be a third of the work of sealing.
const REMEMBERED = 10_000;
const remembered = new WeakMap<LedgerKey, Map<string, KnownAccount>>();

/** The same answer for the same arguments for ever; an empty login is none. All three are `storable`. */
export function knownAccount(source: string, id: string, login: string, key: LedgerKey): KnownAccount {
  const accounts = remembered.get(key) ?? new Map<string, KnownAccount>();
  remembered.set(key, accounts);
  const name = [source, id, login].join('\0');
  const known = accounts.get(name) ?? accountOf(source, id, login, key);
  if (accounts.size >= REMEMBERED) accounts.clear();
  accounts.set(name, known);
  return known;
}

function accountOf(source: string, id: string, login: string, key: LedgerKey): KnownAccount {
  const person = personOf(source, id, key);
  return { person, login: login === '' ? null : loginOf(person, login, key) };
}

/**
 * No leaf commits to a login, so its salt need not be random: derived under the data key, it gives each (person, login)
 * one commitment, and replicas that learn the same login at once write one row.
 */
function loginOf(person: string, value: string, key: LedgerKey): ClearValue {
  const salt = hmac(key.key, 'login', person, value).subarray(0, 16);
  const commitment = commitmentTo(value, salt);
  return { commitment, person, field: LOGIN_FIELD, digest: textDigest(LOGIN_FIELD, value, key), salt, value };
}
