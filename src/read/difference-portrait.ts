import { presentOf, type TicketFacts } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { changeStates } from './change-state.js';
import { decisionsOfChange, policyInForce, ticketFacts } from './change-content.js';
import { fieldPart, type Part, plain, type Portrait, portraitOf } from './difference-part.js';

/** What a difference is about: a ticket, a deployment, or both in one when a change is asked for. */
export interface Subject {
  readonly ticket: string | null;
  /** What is judged together with it: the ticket, and every deployment that ever was linked to it; or one deployment. */
  readonly units: readonly string[];
}

/** What the record of the subject says in this database, which may be one as it was known (`knownAt`). A fixed number of statements. */
export async function portrait(sql: Sql, { ticket, units }: Subject): Promise<Portrait> {
  const parts = await Promise.all([
    ticket === null ? [] : ticketParts(sql, ticket),
    ticket === null ? commitParts(sql, units) : recordParts(sql, ticket),
    rangeParts(sql, units),
    linkParts(sql, ticket, units),
    verdictParts(sql, ticket, units),
    gapParts(sql, ticket, units),
  ]);
  return portraitOf(parts.flat());
}

async function ticketParts(sql: Sql, name: string): Promise<readonly Part[]> {
  const [tickets, policy, states] = await Promise.all([
    ticketFacts(sql, [name]),
    policyInForce(sql),
    sql<{ key: string | null; status: string | null; stage: string }[]>`
      select key, coalesce(status_name, status) as status, stage from (${changeStates(sql)}) c where ticket = ${name}`,
  ]);
  const ticket = tickets.get(name);
  const [state] = states;
  return ticket && state ? partsOf(ticket, state, policy) : [];
}

type State = { readonly key: string | null; readonly status: string | null; readonly stage: string };

function partsOf(ticket: TicketFacts, { key, status, stage }: State, policy: Parameters<typeof decisionsOfChange>[1]): readonly Part[] {
  const statusSeqs = (ticket.fields.get('status') ?? []).map(({ seq }) => seq);
  const named = (kind: 'KEY' | 'STATUS' | 'STAGE', value: string | null, seqs: readonly number[] = []) =>
    value === null || value === '' ? [] : [plain(kind, kind.toLowerCase(), value, seqs)];
  const fields = [...ticket.fields].flatMap(([field, facts]) => {
    const present = field === 'status' ? null : presentOf(ticket, field);
    return present ? [fieldPart(field, present.to, { called: present.toName, seqs: facts.map(({ seq }) => seq) })] : [];
  });
  const links = ticket.links.map(({ other, linkType, typeName, seq }) =>
    plain('LINK', `${other} ${linkType}`, typeName ?? linkType, [seq]),
  );
  const approvals = decisionsOfChange(ticket, policy).map(({ decision, approver, overall, seq }) => ({
    ...plain('APPROVAL', `${decision} ${seq}`, overall ? `${decision}, the whole approval` : decision, [seq]),
    person: approver,
  }));
  return [
    ...named('KEY', key),
    ...named('STATUS', status, statusSeqs),
    ...named('STAGE', stage, statusSeqs),
    ...fields,
    ...links,
    ...approvals,
  ];
}

interface RecordRow {
  readonly outcome: string;
  readonly contents: readonly { readonly content: string; readonly state: string; readonly seqs: readonly number[] }[];
  readonly proofs: readonly {
    readonly proof: string;
    readonly state: string;
    readonly reasons: readonly string[];
    readonly seqs: readonly number[];
  }[];
}

async function recordParts(sql: Sql, change: string): Promise<readonly Part[]> {
  const [row] = await sql<
    RecordRow[]
  >`select outcome, contents, proofs from change_record where change = ${change} and recorded_to is null`;
  if (!row) return [];
  const contents = row.contents.map(({ content, state, seqs }) => plain('CONTENT', content, state, seqs));
  const proofs = row.proofs.map(({ proof, state, reasons, seqs }) => plain('PROOF', proof, [state, ...reasons].join(': '), seqs));
  return [plain('OUTCOME', 'outcome', row.outcome), ...contents, ...proofs];
}

/** The commits of a deployment, at most 1,000: of a change they stand in its deployments. */
async function commitParts(sql: Sql, units: readonly string[]): Promise<readonly Part[]> {
  const rows = await sql<{ ref: string; direction: string }[]>`
    select 'commit:' || substring(repository from 12) || ':' || sha as ref, direction
    from deployment_commit where deployment = any(${units as string[]}) and recorded_to is null
    order by sha limit 1000`;
  return rows.map(({ ref, direction }) => plain('COMMIT', ref, direction === 'CARRIES' ? 'carried' : 'taken out'));
}

async function rangeParts(sql: Sql, units: readonly string[]): Promise<readonly Part[]> {
  const rows = await sql<{ deployment: string; environment: string; outcome: string; relation: string; carries: number }[]>`
    select deployment, environment, outcome, relation, carries
    from deployment_range where deployment = any(${units as string[]}) and recorded_to is null`;
  return rows.map(({ deployment, environment, outcome, relation, carries }) =>
    plain('IMPLEMENTATION', deployment, `${outcome} in ${environment}, ${relation}, ${carries} commits`),
  );
}

async function linkParts(sql: Sql, ticket: string | null, units: readonly string[]): Promise<readonly Part[]> {
  const rows = await sql<{ from: string; to: string; method: string; strength: string; where: string; seq: number }[]>`
    select from_ref as "from", to_ref as "to", method, strength, place as "where", seq
    from link
    where from_ref = any(${units as string[]}) and recorded_to is null ${ticket === null ? sql`` : sql`and to_ref = ${ticket}`}
    order by from_ref, to_ref, method
    limit 1000`;
  return rows.map(({ from, to, method, strength, where, seq }) =>
    plain('LINK', `${from} ${to} ${method}`, `${strength} by ${where}`, [seq]),
  );
}

/** Of what stands about a ticket: itself, and a deployment with it. */
function isAbout(sql: Sql, ticket: string | null) {
  return ticket === null ? sql`` : sql`and (subject = ${ticket} or right(subject, ${ticket.length + 1}) = ${` ${ticket}`})`;
}

async function verdictParts(sql: Sql, ticket: string | null, units: readonly string[]): Promise<readonly Part[]> {
  const rows = await sql<{ rule: string; subject: string; answer: string; sentence: string; events: readonly number[] }[]>`
    select rule, subject, answer, sentence, events
    from verdict where unit = any(${units as string[]}) and recorded_to is null ${isAbout(sql, ticket)}`;
  return rows.map(({ rule, subject, answer, sentence, events }) =>
    plain('VERDICT', `${rule} ${subject}`, `${answer}: ${sentence}`, events.map(Number)),
  );
}

async function gapParts(sql: Sql, ticket: string | null, units: readonly string[]): Promise<readonly Part[]> {
  const rows = await sql<{ rule: string; subject: string; status: string; seq: number }[]>`
    select rule, subject, status, changed_seq as seq from gap where unit = any(${units as string[]}) ${isAbout(sql, ticket)}`;
  return rows.map(({ rule, subject, status, seq }) => plain('GAP', `${rule} ${subject}`, status, [Number(seq)]));
}
