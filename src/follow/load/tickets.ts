import type { Instant, Interval } from '#contract';
import { instantOf, microsOf } from '#contract';
import type { Statements } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { grouped } from './gather.js';
import type { DecisionFact, FieldFact, TicketFacts, TicketLink, TicketMention } from '../../correlate/index.js';

/** From strong to weak; what a person says speaks last. */
const METHODS = ['RELATION', 'DIGEST', 'ANCESTRY', 'TRAILER', 'BRANCH', 'TITLE', 'TEXT', 'ASSERTED'];

/**
 * What refs say of tickets, by who says it, the strongest first, so that it does not matter which was heard first; a key that several
 * sources have names a ticket of each.
 */
export async function loadMentions(tx: Statements, from: readonly string[]): Promise<ReadonlyMap<string, readonly TicketMention[]>> {
  if (from.length === 0) return new Map();
  const rows = await tx<TicketMention[]>`
    select m.from_ref as "from", m.key, coalesce(nullif(m.ticket, ''), k.ticket) as ticket, m.method, m.place, m.seq
    from ticket_mention m left join ticket_key k on m.key <> '' and k.key = m.key
    where m.from_ref = any(${from as string[]}) and m.retracted_seq is null
    order by m.from_ref, array_position(${METHODS}::text[], m.method), m.key, ticket, m.place, m.seq`;
  return grouped(rows, (row) => row.from);
}

interface TicketRow {
  readonly ticket: string;
  readonly source: string;
  readonly issueType: string | null;
  readonly creator: string | null;
  readonly createdFrom: Instant | null;
  readonly createdTo: Instant | null;
  readonly createdSeq: number | null;
  readonly deletedSeq: number | null;
}

interface Times {
  readonly atFrom: Instant | null;
  readonly atTo: Instant | null;
  readonly boundFrom: Instant | null;
  readonly recordedAt: Instant;
}

type FieldRow = Omit<FieldFact, 'at' | 'dated' | 'firstRead'> & Times & { readonly ticket: string; readonly field: string };
interface StepRow extends Times {
  readonly approval: string;
  readonly about: string;
  readonly source: string;
  readonly approver: string | null;
  readonly decision: DecisionFact['decision'];
  readonly overall: boolean;
  readonly seq: number;
}
type KeyRow = { readonly ticket: string; readonly key: string; readonly recordedAt: Instant };
type LinkRow = TicketLink & { readonly ticket: string };

/** Tickets by ref, with all that is known of them, in a fixed number of statements. */
export async function loadTickets(tx: Statements, tickets: readonly string[]): Promise<ReadonlyMap<string, TicketFacts>> {
  if (tickets.length === 0) return new Map();
  const names = tickets as string[];
  const [rows, keys, fields, links, steps] = await together([
    tx<TicketRow[]>`
      select ticket, source, issue_type as "issueType", creator, created_from as "createdFrom", created_to as "createdTo",
        created_seq as "createdSeq", deleted_seq as "deletedSeq"
      from ticket where ticket = any(${names}) order by ticket`,
    tx<
      KeyRow[]
    >`select ticket, key, recorded_at as "recordedAt" from ticket_key where ticket = any(${names}) order by coalesce(since, recorded_at), seq`,
    fieldRows(tx, names),
    linkRows(tx, names),
    stepRows(tx, names),
  ]);
  const of = {
    keys: grouped(keys, (row) => row.ticket),
    fields: grouped(fields, (row) => row.ticket),
    links: grouped(links, (row) => row.ticket),
    steps: grouped(steps, (row) => row.about),
  };
  return new Map(rows.map((row) => [row.ticket, ticketOf(row, of)]));
}

interface PartsOf {
  readonly keys: ReadonlyMap<string, readonly KeyRow[]>;
  readonly fields: ReadonlyMap<string, readonly FieldRow[]>;
  readonly links: ReadonlyMap<string, readonly LinkRow[]>;
  readonly steps: ReadonlyMap<string, readonly StepRow[]>;
}

function fieldRows(tx: Statements, names: string[]): Promise<readonly FieldRow[]> {
  return tx<FieldRow[]>`
    select ticket, field, kind, from_value as "from", to_value as "to", from_name as "fromName", to_name as "toName", actor, sequence,
      seq, at_from as "atFrom", at_to as "atTo", bound_from as "boundFrom", recorded_at as "recordedAt"
    from ticket_field where ticket = any(${names}) order by seq`;
}

function linkRows(tx: Statements, names: string[]): Promise<readonly LinkRow[]> {
  return tx<LinkRow[]>`
    select ticket, other, link_type as "linkType", type_name as "typeName", seq from ticket_link where ticket = any(${names})
    union
    select other, ticket, link_type, type_name, seq from ticket_link where other = any(${names})
    order by seq`;
}

function stepRows(tx: Statements, names: string[]): Promise<readonly StepRow[]> {
  return tx<StepRow[]>`
    select approval, about, source, approver, decision, overall, seq, at_from as "atFrom", at_to as "atTo",
      bound_from as "boundFrom", recorded_at as "recordedAt"
    from approval_step where about = any(${names}) order by seq`;
}

/** The approvals of deployments themselves. */
export async function loadDeploymentDecisions(
  tx: Statements,
  deployments: readonly string[],
): Promise<ReadonlyMap<string, readonly DecisionFact[]>> {
  const rows = await stepRows(tx, deployments as string[]);
  return new Map([...grouped(rows, (row) => row.about)].map(([name, steps]) => [name, decisionsOf(steps, null)]));
}

function ticketOf(row: TicketRow, of: PartsOf): TicketFacts {
  const { ticket, source, createdFrom: from, createdTo: to, createdSeq, creator } = row;
  const told = of.keys.get(ticket) ?? [];
  const keys = told.map(({ key }) => key);
  const fields = (of.fields.get(ticket) ?? []).map((field): FieldFact & { readonly field: string } => {
    const { atFrom: _a, atTo: _b, boundFrom: _c, recordedAt: _d, ...rest } = field;
    return { ...rest, ...intervalOf(field, from), ...firstReadOf(field) };
  });
  const key = keys.at(-1) ?? null;
  const types = fields.filter((each) => each.field === 'issuetype');
  const changed = types.filter((each) => each.kind === 'CHANGED').at(-1)?.to;
  const issueType = typeof changed === 'string' ? changed : row.issueType;
  return {
    ticket,
    source,
    key,
    keys,
    issueType,
    issueTypeName: types.find((each) => each.to === issueType && each.toName !== null)?.toName ?? null,
    creator,
    created: from !== null && to !== null ? { from, to } : null,
    createdSeq,
    deleted: row.deletedSeq !== null,
    fields: grouped(fields, (each) => each.field),
    decisions: decisionsOf(of.steps.get(ticket) ?? [], from),
    links: (of.links.get(ticket) ?? []).map(({ other, linkType, typeName, seq }) => ({ other, linkType, typeName, seq })),
    scope: scopeOf(source, key),
    movedUnread: told.length > 1 && told.every(({ recordedAt }) => recordedAt === told[0]?.recordedAt),
  };
}

/** What the coverage of tickets like this one is recorded under: PAY of PAY-12, CHG of CHG0030001. */
export function scopeOf(source: string, key: string | null): string {
  return `thing:${source}:project:${(key ?? '').replace(/-.*$|\d+$/s, '')}`;
}

/** A request is one approver's part of an approval; that somebody was asked also begins the whole. */
function decisionsOf(steps: readonly StepRow[], created: Instant | null): readonly DecisionFact[] {
  return steps.flatMap((step) => {
    const { approval, approver, decision, overall, source, seq } = step;
    const common = { approver, decision, source, seq, sequence: null, ...intervalOf(step, created), ...firstReadOf(step) };
    const whole = { ...common, approver: null, request: approval, overall: true };
    if (overall) return [whole];
    const own = { ...common, request: `${approval}/${approver ?? ''}`, overall: false };
    return decision === 'REQUESTED' ? [own, whole] : [own];
  });
}

/** Of what the source dates: when it was seen to be there. */
function firstReadOf({ atFrom, boundFrom, recordedAt }: Times): Pick<DecisionFact, 'firstRead'> {
  if (atFrom === null || boundFrom === null) return {};
  return { firstRead: { from: boundFrom, to: instantOf(microsOf(recordedAt) + 1) } };
}

/** Its own time; or (the last reading without it, the first reading with it]. */
function intervalOf(
  { atFrom, atTo, boundFrom, recordedAt }: Times,
  created: Instant | null,
): { readonly at: Interval; readonly dated: boolean } {
  if (atFrom !== null && atTo !== null) return { at: { from: atFrom, to: atTo }, dated: true };
  const from = boundFrom ?? created ?? ('0001-01-01T00:00:00.000000Z' as Instant);
  const to = instantOf(microsOf(recordedAt) + 1);
  return { at: { from: from < to ? from : recordedAt, to }, dated: false };
}
