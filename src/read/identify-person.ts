import { badInput, demand, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { Hub } from './hub.js';
import { everybody } from './people.js';
import { spokenBy } from './speaker.js';
import type { Speaker } from './statement.js';
import type { CannotDo } from './statement.js';

const MOST = 50;

interface Said {
  readonly accounts: readonly string[];
  readonly reason: string;
}

/** Records that accounts are one person; two of one source, too. Compliance and administrators, and persons only. */
export async function identifyPerson(hub: Hub, viewer: Viewer, what: Said): Promise<{ event: string } | CannotDo> {
  const meant = meantBy(viewer, what);
  if ('sentence' in meant) return meant;
  return (await whyNotOne(hub.sql, meant.accounts)) ?? hub.identify({ act: 'IDENTIFY', ...meant });
}

/** Records that what persons said of any two of these accounts is taken back. Who may say it is who may identify; of his own accounts nobody does. */
export async function separatePerson(hub: Hub, viewer: Viewer, what: Said): Promise<{ event: string } | CannotDo> {
  const meant = meantBy(viewer, what);
  if ('sentence' in meant) return meant;
  return (await whyNotKnown(hub.sql, meant.accounts)) ?? hub.identify({ act: 'SEPARATE', ...meant });
}

function meantBy(viewer: Viewer, what: Said): { readonly accounts: readonly string[]; readonly by: Speaker } | CannotDo {
  demand(viewer, 'compliance', 'say who is who');
  const by = spokenBy(viewer, what.reason, 'say who is who');
  if ('sentence' in by) return by;
  const accounts = [...new Set(what.accounts)];
  if (accounts.length > MOST) throw badInput(`accounts has ${accounts.length} members; at most ${MOST} are one person.`);
  if (accounts.length < 2) return { sentence: 'Name at least two different accounts; `people` lists them.' };
  return { accounts, by };
}

async function whyNotKnown(sql: Sql, accounts: readonly string[]): Promise<CannotDo | null> {
  const known = new Set((await everybody(sql)).all.flatMap((row) => row.accounts.map(({ person }) => person)));
  const unknown = accounts.filter((one) => !known.has(one));
  if (unknown.length === 0) return null;
  return { sentence: `Nobody has the account ${unknown.join(', ')}. \`people\` lists the accounts that are known.` };
}

async function whyNotOne(sql: Sql, accounts: readonly string[]): Promise<CannotDo | null> {
  const unknown = await whyNotKnown(sql, accounts);
  if (unknown) return unknown;
  const rows = (await everybody(sql)).all.filter((row) => row.accounts.some(({ person }) => accounts.includes(person)));
  if (rows.length === 1) return { sentence: 'These accounts are known as one person already. Nothing was recorded.' };
  if (rows.some(({ service }) => service))
    return { sentence: 'A service account is no person. Leave it out, or mend serviceAccounts in the policy.' };
  const names = new Set(rows.flatMap(({ listedAs }) => listedAs ?? []));
  if (names.size > 1) return { sentence: 'The policy lists these accounts under different people, and policy goes before. Mend it there.' };
  return null;
}
