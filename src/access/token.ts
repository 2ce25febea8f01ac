import type { Instant } from '#contract';
import { randomUUID } from 'node:crypto';
import { text } from '#contract';
import type { Transaction } from '../db/pool.js';
import type { Door } from './record.js';
import { hashOf, newSecret } from './secret.js';
import type { HolderKind, Role } from './viewer.js';

/** A token as administrators see it; of the secret only the hash is kept. */
export interface Token {
  readonly id: string;
  readonly holder: string;
  readonly holderKind: HolderKind;
  readonly role: Role;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

export interface NewToken {
  readonly holder: string;
  readonly holderKind: HolderKind;
  readonly role: Role;
  readonly expiresAt: Instant | { readonly inDays: number };
  /** Id of the token that made it, or `hub`. */
  readonly createdBy: string;
}

/** Keeps a token and records `access.granted` in one transaction; the secret is in the answer and nowhere else. */
export async function createToken(door: Door, wanted: NewToken, secret = newSecret()): Promise<{ token: Token; secret: string }> {
  const token = await door.sql.begin(async (tx) => {
    const made = await insert(tx as Transaction, wanted, secret);
    await door.record(tx as Transaction, {
      type: 'access.granted',
      subject: `token:${made.id}`,
      identity: { kind: 'token', natural: [made.id], transition: 'granted' },
      core: {
        holder: text('holder', made.holder),
        holderKind: made.holderKind,
        role: made.role,
        by: wanted.createdBy,
        expiresAt: made.expiresAt,
      },
    });
    return made;
  });
  return { token, secret };
}

async function insert(tx: Transaction, wanted: NewToken, secret: string): Promise<Token> {
  const expires = wanted.expiresAt;
  const [made] = await tx<Token[]>`
    insert into access_token (id, hash, holder, holder_kind, role, created_by, expires_at)
    values (
      ${randomUUID()}, ${hashOf(secret)}, ${wanted.holder}, ${wanted.holderKind}, ${wanted.role}, ${wanted.createdBy},
      ${typeof expires === 'string' ? tx`${expires}::timestamptz` : tx`clock_timestamp() + make_interval(days => ${expires.inDays})`}
    )
    returning ${columns(tx)}`;
  return made as Token;
}

/** Revokes it and records `access.revoked`; its sessions end with it. Null when there is no such token or it is revoked already. */
export async function revokeToken(door: Door, id: string, by: string): Promise<Token | null> {
  return door.sql.begin(async (tx) => {
    const [revoked] = await tx<Token[]>`
      update access_token
      set revoked_at = clock_timestamp()
      where id = ${id} and revoked_at is null
      returning ${columns(tx as Transaction)}`;
    if (!revoked) return null;
    await door.record(tx as Transaction, {
      type: 'access.revoked',
      subject: `token:${id}`,
      identity: { kind: 'token', natural: [id], transition: 'revoked' },
      core: { by },
    });
    return revoked;
  });
}

/** The columns of `access_token` under the names of `Token`. */
export function columns(sql: Door['sql'] | Transaction) {
  return sql`
    id, holder, holder_kind as "holderKind", role, created_by as "createdBy",
    created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"`;
}
