import { type Content, CONTENTS, type Interval, type Json, type Policy } from '#contract';
import { fieldOf } from '../controls/index.js';
import { type DecisionFact, type DecisionWord, decisionsOf, presentOf, type TicketFacts } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { loadDeploymentDecisions, loadTickets } from '../follow/index.js';
import { isSealed } from './body.js';
import { TITLE_FIELDS } from './change-filter.js';

/** Tickets by ref with all that is known of them, in a fixed number of statements. */
export function ticketFacts(sql: Sql, tickets: readonly string[]): Promise<ReadonlyMap<string, TicketFacts>> {
  return loadTickets(sql, tickets);
}

/** The policy in force; null before the first. */
export async function policyInForce(sql: Sql): Promise<Policy | null> {
  const [row] = await sql<{ content: Policy }[]>`select content from policy_version order by seq desc limit 1`;
  return row?.content ?? null;
}

/** FILLED, EMPTY, PLACEHOLDER; UNREAD: nobody said what stands there; UNMAPPED: policy names no field for it. */
export type ContentState = 'FILLED' | 'PLACEHOLDER' | 'EMPTY' | 'UNREAD' | 'UNMAPPED';

/** What a ticket holds of one content of the record, as it stands now. */
export interface ContentRow {
  readonly content: Content;
  /** The tool's id of the field. */
  readonly field: string | null;
  readonly state: ContentState;
  /** Of a text its commitment. */
  readonly commitment: string | null;
  /** Of an account its pseudonym. */
  readonly person: string | null;
  /** Of anything else its value, as JSON. */
  readonly value: Json;
  /** The event that says so. */
  readonly seq: number | null;
  /** Who put it there; null where the source keeps no history of it. */
  readonly actor: string | null;
  readonly at: Interval | null;
}

/** Every content of the record, mapped to a field or not, in the order of `controls.md`. */
export function contentsOf(ticket: TicketFacts, policy: Policy | null): readonly ContentRow[] {
  return CONTENTS.map((content) => {
    const field = policy === null ? null : fieldOf(content, ticket.source, policy);
    const fact = field === null ? null : presentOf(ticket, field);
    const nothing = { content, field, commitment: null, person: null, value: null, seq: null, actor: null, at: null };
    if (fact === null) return { ...nothing, state: field === null ? 'UNMAPPED' : 'UNREAD' };
    const { to, seq, actor, at, dated } = fact;
    return { ...nothing, ...said(to, policy?.templates[field ?? ''] ?? []), seq, actor, at: dated ? at : null };
  });
}

function said(to: Json, templates: readonly string[]): Pick<ContentRow, 'state' | 'commitment' | 'person' | 'value'> {
  const nothing = { commitment: null, person: null, value: null };
  if (isSealed(to)) {
    const isTemplate = 'digest' in to && templates.includes(String(to.digest));
    return { ...nothing, state: isTemplate && to.text === 'FILLED' ? 'PLACEHOLDER' : to.text, commitment: to.commitment ?? null };
  }
  if (to === null || to === '' || (Array.isArray(to) && to.length === 0)) return { ...nothing, state: 'EMPTY' };
  return typeof to === 'string' && to.startsWith('person:')
    ? { ...nothing, state: 'FILLED', person: to }
    : { ...nothing, state: 'FILLED', value: to };
}

/** The commitment to its title; null where none was read. */
export function titleOf(ticket: TicketFacts): string | null {
  const fact = TITLE_FIELDS.map((field) => presentOf(ticket, field)).find((one) => one !== null);
  return fact && isSealed(fact.to) ? (fact.to.commitment ?? null) : null;
}

/** The pseudonym of who stands in a field that holds a person. */
export function personIn(ticket: TicketFacts, field: 'requester' | 'assignee', policy: Policy | null): string | null {
  const named = field === 'requester' ? (policy === null ? 'reporter' : fieldOf('requester', ticket.source, policy)) : field;
  const to = named === null ? null : presentOf(ticket, named)?.to;
  return typeof to === 'string' && to.startsWith('person:') ? to : null;
}

/** One step of the approvals of a change. */
export interface DecisionRow {
  readonly decision: DecisionWord;
  readonly approver: string | null;
  /** The tool's own word about the whole approval. */
  readonly overall: boolean;
  readonly by: 'APPROVAL' | 'STATUS';
  /** When it was, or the bounds between which it was. */
  readonly at: Interval;
  readonly dated: boolean;
  readonly seq: number;
}

/** Every step, replaced ones too: by time, then in the order of the ledger. A transition back counts where there is something to take away. */
export function decisionsOfChange(ticket: TicketFacts, policy: Policy | null): readonly DecisionRow[] {
  const all = decisionsOf(ticket, policy ?? { statuses: {} });
  const byStatus = all.some(({ decision, request }) => decision === 'APPROVED' && request.startsWith('status:'));
  return rowsOf(all.filter(({ decision }) => decision !== 'RESET' || byStatus));
}

/** By change without a ticket, every step of the approvals of the deployments that make it. */
export async function decisionsWithoutTicket(sql: Sql, changes: readonly string[]): Promise<ReadonlyMap<string, readonly DecisionRow[]>> {
  const rows = await sql<{ change: string; deployments: readonly string[] }[]>`
    select ticket as change, deployments from change_state
    where ticket = any(${changes as string[]}) and ticket not like 'ticket:%' and recorded_to is null`;
  const steps = await loadDeploymentDecisions(sql, [...new Set(rows.flatMap(({ deployments }) => deployments))]);
  return new Map(rows.map(({ change, deployments }) => [change, rowsOf(deployments.flatMap((one) => steps.get(one) ?? []))]));
}

function rowsOf(steps: readonly DecisionFact[]): readonly DecisionRow[] {
  const rows = steps.map(({ decision, approver, overall, request, at, dated, seq }): DecisionRow => {
    return { decision, approver, overall, by: request.startsWith('status:') ? 'STATUS' : 'APPROVAL', at, dated, seq };
  });
  // A transition speaks about every approval by status, and a request about one approver and the whole.
  const once = new Map([...rows].reverse().map((row) => [row.seq, row]));
  return [...once.values()].sort((a, b) => (a.at.from === b.at.from ? a.seq - b.seq : a.at.from < b.at.from ? -1 : 1));
}

/** Every key that it ever bore, the present one first. */
export function keysOf({ key, keys }: TicketFacts): readonly string[] {
  return [...new Set([...(key === null ? [] : [key]), ...[...keys].reverse()])];
}
