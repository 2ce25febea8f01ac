import { type AccountMark, type Draft, type Json, type Marked, type Normalised, ref } from '#contract';
import { approvalRecord, groupRecord, readAs } from '../wire.js';
import { addressesOf } from './address.js';
import { People } from './people.js';
import { type Step, stepsOf } from './steps.js';

/** The hub's words for states that are decisions; `not_required` and `duplicate` are none, and take none back. */
const DECISIONS: Readonly<Record<string, string>> = { approved: 'APPROVED', rejected: 'REJECTED' };
/** What takes a decision back that was made before. */
const TAKES_BACK: Readonly<Record<string, string>> = { requested: 'RESET', 'not requested': 'RESET', cancelled: 'REVOKED' };

interface Asked {
  /** The row's own sys_id. */
  readonly id: string;
  readonly ticket: string;
  /** Who was asked; null: a group. */
  readonly approver: AccountMark | null;
  readonly more: { readonly [key: string]: Marked };
}

/** What one approver was asked and decided. */
export function fromApproval(payload: Json): Normalised {
  const { row, audits, users } = readAs(approvalRecord, payload, 'approval');
  const people = new People(users);
  const standing = { ...timesOf(row), state: row.state, audits: (audits ?? []).filter(({ fieldname }) => fieldname === 'state') };
  const asked = { id: row.sys_id, ticket: row.sysapproval, approver: people.byId(row.approver), more: {} };
  return ended([...factsOf(asked, stepsOf(standing, people)), ...addressesOf(users)]);
}

/** What a group was asked and decided, in whatever way the group decides. */
export function fromGroup(payload: Json): Normalised {
  const { row, audits, users } = readAs(groupRecord, payload, 'group approval');
  const people = new People(users);
  const standing = { ...timesOf(row), state: row.approval, audits: (audits ?? []).filter(({ fieldname }) => fieldname === 'approval') };
  const group = row.assignment_group?.value ?? null;
  return ended([
    ...factsOf({ id: row.sys_id, ticket: row.parent, approver: null, more: { group } }, stepsOf(standing, people)),
    ...addressesOf(users),
  ]);
}

interface Row {
  readonly sys_created_on: string;
  readonly sys_created_by: string;
  readonly sys_updated_on: string;
  readonly sys_updated_by: string;
  readonly sys_mod_count: number;
}

function timesOf(row: Row) {
  return {
    created: row.sys_created_on,
    creator: row.sys_created_by,
    updated: row.sys_updated_on,
    updater: row.sys_updated_by,
    updates: row.sys_mod_count,
  };
}

function ended(events: readonly Draft[]): Normalised {
  return events.length > 0 ? { events } : { ignored: 'This approval was neither asked for nor decided.' };
}

function factsOf(asked: Asked, steps: readonly Step[]): Draft[] {
  let standing: { readonly approver: AccountMark | null } | null = null;
  return steps.flatMap((step) => {
    const decision = own(DECISIONS, step.state);
    if (decision) {
      const decider = step.actor ?? asked.approver;
      standing = { approver: decider };
      const other = asked.approver && decider?.$account !== asked.approver.$account ? { onBehalfOf: asked.approver } : {};
      return [draft(asked, step, 'decided', { approver: decider, decision, ...other })];
    }
    const back = standing && own(TAKES_BACK, step.state);
    // What was decided is taken back from whoever decided it, whoever takes it back.
    const taken = back && standing ? [draft(asked, step, 'taken', { approver: standing.approver, decision: back, by: step.actor })] : [];
    if (back) standing = null;
    return [...taken, ...(step.state === 'requested' ? [draft(asked, step, 'requested', { approver: asked.approver })] : [])];
  });
}

function own(words: Readonly<Record<string, string>>, state: string): string | null {
  return Object.hasOwn(words, state) ? (words[state] ?? null) : null;
}

function draft({ id, ticket, more }: Asked, { state, at, nth }: Step, transition: string, core: { readonly [key: string]: Marked }): Draft {
  const isRequest = transition === 'requested';
  return {
    type: isRequest ? 'approval.requested' : 'approval.decided',
    subject: ref('approval', id),
    identity: { kind: 'approval', natural: [id], transition, discriminator: [state, nth === null ? 'read' : String(nth)] },
    occurredAt: at,
    timeFrom: 'SEEN',
    // All approvals of a task are parts of one: the task's own `approval` is the word about the whole.
    core: { ticket: ref('ticket', ticket), approval: ref('approval', ticket), ...core, ...more, ...(isRequest ? {} : { final: false }) },
    mentions: [{ names: ref('ticket', ticket), method: 'RELATION', place: 'approval' }],
  };
}
