import type { Instant, Interval } from '#contract';
import type { AssetStepFacts, EvidenceFacts, JobRunFacts } from '../../correlate/index.js';
import type { Statements } from '../../db/pool.js';

type Named<T> = T & { readonly ticket: string };
type ExecutionRow = Named<Omit<JobRunFacts, 'started' | 'finished'>> & {
  readonly startedFrom: Instant | null;
  readonly startedTo: Instant | null;
  readonly finishedFrom: Instant | null;
  readonly finishedTo: Instant | null;
};
type StepRow = Named<Omit<AssetStepFacts, 'at'>> & { readonly atFrom: Instant | null; readonly atTo: Instant | null };

/** Runs of jobs and scripts that name these tickets, by ticket, the earliest first. */
export async function loadExecutions(tx: Statements, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly JobRunFacts[]>> {
  if (tickets.length === 0) return new Map();
  return byTicket(await executionRows(tx, tickets as string[]), ({ startedFrom, startedTo, finishedFrom, finishedTo, ...row }) => ({
    ...row,
    started: interval(startedFrom, startedTo),
    finished: interval(finishedFrom, finishedTo),
  }));
}

/** Steps of affected assets that name these tickets, by ticket, the earliest first. */
export async function loadAssetSteps(tx: Statements, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly AssetStepFacts[]>> {
  if (tickets.length === 0) return new Map();
  return byTicket(await stepRows(tx, tickets as string[]), ({ atFrom, atTo, ...row }) => ({ ...row, at: interval(atFrom, atTo) }));
}

/** What was attached to these tickets, by ticket, the earliest first. */
export async function loadEvidence(tx: Statements, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly EvidenceFacts[]>> {
  if (tickets.length === 0) return new Map();
  return byTicket(await evidenceRows(tx, tickets as string[]), (row) => row);
}

function byTicket<Row extends { readonly ticket: string }, T>(
  rows: readonly Row[],
  factsOf: (row: Omit<Row, 'ticket'>) => T,
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const { ticket, ...row } of rows) found.set(ticket, [...(found.get(ticket) ?? []), factsOf(row)]);
  return found;
}

/** Who names which of the tickets: by its ref, or by a key that it bears or bore. */
function naming(tx: Statements, tickets: string[], kind: string) {
  return tx`
    select m.from_ref, m.ticket from ticket_mention m
    where m.ticket = any(${tickets}) and m.from_ref like ${`${kind}:%`} and m.retracted_seq is null
    union
    select m.from_ref, k.ticket from ticket_key k join ticket_mention m on m.key = k.key
    where k.ticket = any(${tickets}) and m.key <> '' and m.from_ref like ${`${kind}:%`} and m.retracted_seq is null`;
}

function executionRows(tx: Statements, tickets: string[]): Promise<readonly ExecutionRow[]> {
  return tx<ExecutionRow[]>`
    select n.ticket, e.execution, e.source, e.job, e.kind, e.step, e.purpose, e.service, e.environment, e.operator, e.outcome,
      e.return_code as "returnCode", e.started_from as "startedFrom", e.started_to as "startedTo", e.started_seq as "startedSeq",
      e.finished_from as "finishedFrom", e.finished_to as "finishedTo", e.finished_seq as "finishedSeq"
    from (${naming(tx, tickets, 'execution')}) n join execution e on e.execution = n.from_ref
    order by coalesce(e.started_from, e.finished_from), e.execution`;
}

function stepRows(tx: Statements, tickets: string[]): Promise<readonly StepRow[]> {
  return tx<StepRow[]>`
    select n.ticket, s.asset, s.source, s.kind, s.name, s.step, s.actor, s.at_from as "atFrom", s.at_to as "atTo", s.seq
    from (${naming(tx, tickets, 'asset')}) n join asset_step s on s.asset = n.from_ref
    order by coalesce(s.at_from, s.recorded_at), s.asset, s.step, s.seq`;
}

function evidenceRows(tx: Statements, tickets: string[]): Promise<readonly Named<EvidenceFacts>[]> {
  return tx<Named<EvidenceFacts>[]>`
    select e.about as ticket, e.kind, e.shows, e.by, t.recorded_at as "recordedAt", e.seq
    from evidence e join timeline_entry t using (seq)
    where e.about = any(${tickets})
    order by e.seq`;
}

function interval(from: Instant | null, to: Instant | null): Interval | null {
  return from !== null && to !== null ? { from, to } : null;
}
