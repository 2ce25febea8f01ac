import type { Interval, Policy } from '#contract';
import type { Record_ } from '../recompute/world.js';
import { classOf } from './classes.js';
import { endedAs } from './outcomes.js';
import type { Rolled } from './rollouts.js';
import { closedAt, decisionsOf, meaningOf, movesOf, staysOf } from './statuses.js';
import { text, type Things, type Ticket } from './things.js';
import { beginOfDay } from './times.js';
import { plusDays } from '../recompute/calendar.js';

/** A record with the production deployments that carry its change. */
export interface Recorded {
  readonly record: Record_;
  readonly carried: readonly Rolled[];
}

/** How it began: with a deployment, or with what somebody did by hand. */
interface Begun {
  readonly at: Interval;
  readonly source: string;
}

/** The record of every change, with a ticket or without (docs/record.md). */
export function recordsOf(things: Things, rolled: readonly Rolled[], now: string): readonly Recorded[] {
  const production = rolled
    .filter(({ isProduction }) => isProduction)
    .sort((a, b) => (`${a.start} ${a.ref}` < `${b.start} ${b.ref}` ? -1 : 1));
  const changes = [...things.tickets.values()].filter((ticket) => isChange(ticket, things.policy));
  return [...changes.map((ticket) => ofTicket(things, ticket, production, now)), ...withoutTicket(things, production)];
}

/** What policy calls a change, by the type of the ticket. */
function isChange({ values, source }: Ticket, { changeTypes }: Policy): boolean {
  const type = values.get('issuetype');
  const types = changeTypes[source] ?? changeTypes['*'] ?? [];
  return types.includes(text(type?.value)) || types.includes(type?.name ?? '');
}

function ofTicket(things: Things, ticket: Ticket, production: readonly Rolled[], now: string): Recorded {
  const { policy } = things;
  const carried = production.filter(({ tickets }) => tickets.includes(ticket.ref));
  const takenOut = production.filter(({ takesOut }) => takesOut.includes(ticket.ref));
  const stays = staysOf(ticket, policy);
  const manual = carried.length > 0 ? null : byHand(ticket, policy);
  const start: Begun | null = carried[0]
    ? { at: { from: carried[0].start, to: carried[0].startTo } as Interval, source: carried[0].ref.split(':')[1] ?? '' }
    : (manual?.start ?? null);
  const finishedAt = lastEnd(carried.filter(({ outcome }) => outcome === 'SUCCEEDED'));
  const ended = finishedAt ?? lastEnd(carried) ?? manual?.end ?? null;
  const planned = plannedEnd(ticket, policy);
  const nowhere = { at: { from: now, to: now } as Interval, source: ticket.source };
  const { outcome, from, at, backedOutAt } = endedAs({ ticket, stays, carried, takenOut }, policy);
  const record: Record_ = {
    change: ticket.ref,
    kind: 'TICKET',
    change_class: classOf(ticket, start ?? nowhere, policy, incidentsOf(things, ticket)),
    issue_type: ticket.values.get('issuetype')?.name ?? text(ticket.values.get('issuetype')?.value),
    risk: riskOf(ticket, policy),
    ...placesOf(carried, policy),
    stage: stays.at(-1)?.stage ?? '',
    ...{ outcome, outcome_from: from, outcome_at: at, backed_out_at: backedOutAt },
    delayed: planned === null || ended === null ? null : ended > planned,
    created_at: ticket.created?.from ?? null,
    ...approvedAt(things, ticket),
    started_at: start?.at.from ?? null,
    finished_at: finishedAt,
    closed_at: closedAt(stays),
    stages: stays,
  };
  return { record, carried };
}

function incidentsOf({ tickets, links, policy }: Things, ticket: Ticket): readonly Ticket[] {
  const types = policy.incidentTypes[ticket.source] ?? policy.incidentTypes['*'] ?? [];
  return [...(links.get(ticket.ref) ?? [])]
    .flatMap((ref) => tickets.get(ref) ?? [])
    .filter(({ values }) => {
      const type = values.get('issuetype');
      return types.includes(text(type?.value)) || types.includes(type?.name ?? '');
    });
}

function lastEnd(rolled: readonly Rolled[]): string | null {
  return (
    rolled
      .flatMap(({ end }) => end ?? [])
      .sort()
      .at(-1) ?? null
  );
}

/** The first transition into IMPLEMENTING, until the next one. */
function byHand(ticket: Ticket, policy: Policy): { readonly start: Begun; readonly end: string | null } | null {
  const moves = movesOf(ticket);
  const first = moves.findIndex(({ to, toName }) => meaningOf(policy, ticket.source, to, toName)?.stage === 'IMPLEMENTING');
  const move = moves[first];
  return move ? { start: { at: move.at, source: ticket.source }, end: moves[first + 1]?.at.from ?? null } : null;
}

/** The name of what stands in the field, else its id. */
function riskOf({ values, source, edits }: Ticket, { fields }: Policy): string {
  const field = fields[source]?.risk ?? fields['*']?.risk;
  if (field === undefined) return '';
  if (edits.has(field)) throw new Error('These loops know no risk that was changed.');
  const read = values.get(field);
  return typeof read?.value === 'string' ? (read.name ?? read.value) : '';
}

/** A day is over when the next one begins, by the clock of the source. */
function plannedEnd({ values, source, edits }: Ticket, { fields, zones }: Policy): string | null {
  const field = fields[source]?.plannedEnd ?? fields['*']?.plannedEnd ?? '';
  const last = [...(edits.get(field) ?? [])].sort((a, b) => (a.at.from < b.at.from ? -1 : 1)).at(-1);
  const value = text(last ? last.to : values.get(field)?.value);
  if (value === '') return null;
  if (value.length === 10) return beginOfDay(plusDays(value, 1), zones[source] ?? zones['*'] ?? 'UTC');
  return `${new Date(Date.parse(value)).toISOString().slice(0, 23)}000Z`;
}

/** The first approval by a person; null also where nobody says when it was. */
function approvedAt({ services, policy }: Things, ticket: Ticket): Pick<Record_, 'approved_at' | 'approved_undated'> {
  const isPerson = (by: string | null) => by === null || !isService(by, services, policy);
  const approved = decisionsOf(ticket, policy).filter(({ word, by }) => word === 'APPROVED' && isPerson(by));
  const undated = approved.some(({ at }) => at === null);
  return { approved_at: undated ? null : (approved[0]?.at ?? null), approved_undated: undated };
}

function isService(account: string, services: ReadonlySet<string>, policy: Policy): boolean {
  return services.has(account) || policy.serviceAccounts.some(({ person }) => person === account);
}

function placesOf(rolled: readonly Rolled[], policy: Policy) {
  const distinct = (names: readonly string[]) => [...new Set(names)].sort();
  const services = distinct(rolled.map(({ service }) => service));
  const teams = distinct(services.flatMap((service) => policy.services[service]?.team ?? []));
  return { services, teams, environments: distinct(rolled.map(({ environment }) => environment)) };
}

const BRINGS_NOTHING = ['REDEPLOYMENT', 'ROLLBACK'];

/** A deployment that leads to no change; of one that does, each of its commits that came through no pull request and leads to none. */
function withoutTicket({ policy }: Things, production: readonly Rolled[]): readonly Recorded[] {
  const bringing = production.filter(({ relation }) => !BRINGS_NOTHING.includes(relation));
  const alone = bringing.filter(
    ({ leadsSomewhere, carries, relation }) => !leadsSomewhere && (carries.length > 0 || relation === 'UNDECIDED'),
  );
  const commits = new Set(bringing.filter(({ tickets }) => tickets.length > 0).flatMap(({ direct }) => direct));
  const deployments = alone.map((one) => ({ change: one.ref, kind: 'DEPLOYMENT', carried: [one], shas: one.carries }));
  const direct = [...commits].map((sha) => {
    const carried = production.filter(({ carries }) => carries.includes(sha));
    return { change: `commit:${sha}`, kind: 'COMMIT', carried, shas: [sha] };
  });
  return [...deployments, ...direct].map(({ shas, ...one }) => unticketed({ ...one, takenOut: outsOf(shas, production) }, policy));
}

function outsOf(shas: readonly string[], production: readonly Rolled[]): readonly Rolled[] {
  return production.filter(({ removed }) => shas.some((sha) => removed.includes(sha)));
}

interface Unticketed {
  readonly change: string;
  readonly kind: string;
  readonly carried: readonly Rolled[];
  readonly takenOut: readonly Rolled[];
}

function unticketed({ change, kind, carried, takenOut }: Unticketed, policy: Policy): Recorded {
  const { outcome, from, at, backedOutAt } = endedAs({ ticket: null, stays: [], carried, takenOut }, policy);
  const record = {
    ...{ change, kind, change_class: 'NORMAL', issue_type: '', risk: '', stage: '', delayed: null, stages: [] },
    ...placesOf(carried, policy),
    ...{ outcome, outcome_from: from, outcome_at: at, backed_out_at: backedOutAt },
    ...{ created_at: null, approved_at: null, approved_undated: false, closed_at: null },
    ...{ started_at: carried[0]?.start ?? null, finished_at: lastEnd(carried.filter((one) => one.outcome === 'SUCCEEDED')) },
  };
  return { record, carried };
}
