import { demand, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { Hub } from './hub.js';
import { type PolicyDifference, policyDifferences, policyRows, type PolicyRow } from './policy.js';
import { type PolicyProposalRow, proposalsAt } from './policy-proposal.js';
import { spokenBy } from './speaker.js';
import type { CannotDo, PolicyProblem } from './statement.js';

const MOST_TEXT = 500_000;

type PutInForce =
  | { readonly row: PolicyRow }
  /** So many persons are missing. */
  | { readonly proposal: PolicyProposalRow; readonly missing: number }
  | { readonly problems: readonly PolicyProblem[] }
  | CannotDo;

/** Puts a policy in force, or proposes it where policy asks for several persons. Administrators only, and persons only. */
export async function putInForce(
  hub: Hub,
  viewer: Viewer,
  { text, reason }: { readonly text: string; readonly reason: string },
): Promise<PutInForce> {
  demand(viewer, 'administrator', 'activate a policy');
  const person = spokenBy(viewer, reason, 'activate a policy');
  if ('sentence' in person) return person;
  const long = tooLong(text);
  if (long) return long;
  const done = await hub.activatePolicy({ text, person });
  switch (done.state) {
    case 'WRONG':
      return { problems: done.problems };
    case 'IN_FORCE_ALREADY':
      return { sentence: 'This policy is in force already: it says the same. Nothing was recorded.' };
    case 'PROPOSED_ALREADY':
      return { sentence: `You want this policy already. It is in force once ${othersIn(done.missing)} the same. Nothing was recorded.` };
    case 'PROPOSED': {
      const [proposal] = done.seq === null ? [] : await proposalsAt(hub.sql, [done.seq]);
      return proposal ? { proposal, missing: done.missing } : UNREAD;
    }
    case 'ACTIVATED': {
      const [row] = await policyRows(hub.sql, [{ seq: done.seq, previous: await before(hub.sql, done.seq) }]);
      return row ? { row } : UNREAD;
    }
  }
}

const UNREAD: CannotDo = { sentence: 'The policy was recorded and could not be read back. Ask for policy.' };

function othersIn(missing: number): string {
  return missing === 1 ? 'another administrator hands in' : `${missing} other administrators hand in`;
}

/** Why a policy that is handed in is not looked at; null: it is. */
export function tooLong(text: string): CannotDo | null {
  if (text.length <= MOST_TEXT) return null;
  return { sentence: `The policy has ${text.length} characters; at most ${MOST_TEXT} are taken.` };
}

async function before(sql: Sql, seq: number): Promise<number | null> {
  const [row] = await sql<{ seq: number | null }[]>`
    select max(seq) as seq from timeline_entry where type = 'policy.activated' and seq < ${seq}`;
  return row?.seq ?? null;
}

export interface PolicyPreview {
  readonly version: string;
  readonly isInForce: boolean;
  readonly approvers: number;
  readonly differences: readonly PolicyDifference[];
}

/** What would change if a policy were in force. Compliance and administrators. */
export async function previewPolicy(
  hub: Hub,
  viewer: Viewer,
  text: string,
): Promise<PolicyPreview | { readonly problems: readonly PolicyProblem[] } | CannotDo> {
  demand(viewer, 'compliance', 'check a policy');
  const long = tooLong(text);
  if (long) return long;
  const checked = await hub.checkPolicy(text);
  if ('problems' in checked) return checked;
  const { version, content, inForce, changed, approvers } = checked;
  const differences = policyDifferences({ changed, before: inForce?.content ?? null, content });
  return { version, isInForce: inForce?.version === version, approvers, differences };
}
