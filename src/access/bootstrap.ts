import type { Instant } from '#contract';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import type { Door } from './record.js';
import { hashOf, newSecret } from './secret.js';
import { createToken, revokeToken } from './token.js';

const FOR_EVER = '9999-12-31T00:00:00.000000Z' as Instant;

export interface Bootstrap {
  /** CHANGELINE_TOKEN, or null: then one is made, at the first start, in `file` (mode 0600). */
  readonly token: string | null;
  readonly file: string;
}

/** Makes the operator's token the one bootstrap token that stands; gives its id, for `oneTimeCode`. Throws a sentence when it is too short. */
export async function bootstrap(door: Door, wanted: Bootstrap): Promise<string> {
  const secret = wanted.token ?? (await kept(wanted.file));
  if (secret.length < 32) {
    const from = wanted.token === null ? `the file ${wanted.file}` : 'CHANGELINE_TOKEN';
    throw new Error(
      `The bootstrap token in ${from} has ${secret.length} characters; it needs at least 32. Make one with: openssl rand -hex 32`,
    );
  }
  const id = (await standing(door, secret)) ?? (await granted(door, secret));
  await revokeOthers(door, id);
  return id;
}

async function standing(door: Door, secret: string): Promise<string | null> {
  const [known] = await door.sql<{ id: string; revoked: boolean }[]>`
    select id, revoked_at is not null as revoked from access_token where hash = ${hashOf(secret)}`;
  if (known?.revoked)
    throw new Error('The bootstrap token was revoked once and cannot come back. Make another one with: openssl rand -hex 32');
  return known?.id ?? null;
}

async function granted(door: Door, secret: string): Promise<string> {
  const wanted = { holder: 'operator', holderKind: 'BOOTSTRAP', role: 'administrator', expiresAt: FOR_EVER, createdBy: 'hub' } as const;
  try {
    return (await createToken(door, wanted, secret)).token.id;
  } catch (error) {
    // Two hubs that start at the same moment on a new database: the other one was quicker.
    const theirs = await standing(door, secret);
    if (theirs === null) throw error;
    return theirs;
  }
}

async function revokeOthers(door: Door, id: string): Promise<void> {
  const others = await door.sql<{ id: string }[]>`
    select id from access_token where holder_kind = 'BOOTSTRAP' and revoked_at is null and id <> ${id}`;
  for (const other of others) await revokeToken(door, other.id, 'hub');
}

async function kept(file: string): Promise<string> {
  try {
    await writeFile(file, `${newSecret()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  await chmod(file, 0o600);
  return (await readFile(file, 'utf8')).trim();
}
