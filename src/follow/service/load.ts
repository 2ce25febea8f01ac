import type { Instant, Interval } from '#contract';
import type { AccessFact, DriftFact, IncidentFact, ServiceDeployment } from '../../controls/index.js';
import type { Outcome, Standing } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { instantOf, microsOf } from '#contract';
import { ACCESSED, DRIFTED } from './units.js';

interface Timed {
  readonly atFrom: Instant | null;
  readonly atTo: Instant | null;
  readonly recordedAt: Instant;
}

export type AccessRow = Omit<AccessFact, 'standing' | 'tickets' | 'keys'>;
export type DriftRow = Omit<DriftFact, 'standing' | 'tickets' | 'keys'>;

/** What happened in the production of a service, whoever says it; deployments to production, and incidents. */
export async function loadService(tx: Transaction, service: string) {
  const [accesses, drifts, incidents, deployments] = await together([
    tx<(Omit<AccessRow, 'at'> & Timed)[]>`
      select access as ref, source, environment, person, method, system, until, seq,
        at_from as "atFrom", at_to as "atTo", recorded_at as "recordedAt"
      from production_access where ${tx.unsafe(ACCESSED)} = ${service} order by coalesce(at_from, recorded_at), access`,
    tx<(Omit<DriftRow, 'at'> & Timed)[]>`
      select drift as ref, source, environment, kind, resource, seq, at_from as "atFrom", at_to as "atTo", recorded_at as "recordedAt"
      from drift where ${tx.unsafe(DRIFTED)} = ${service} order by coalesce(at_from, recorded_at), drift`,
    incidentRows(tx, service),
    deploymentRows(tx, service),
  ]);
  return { accesses: accesses.map(timed), drifts: drifts.map(timed), incidents, deployments };
}

/** Undated, some time up to when it was told. */
function timed<Row extends Timed>({ atFrom, atTo, recordedAt, ...row }: Row): Omit<Row, keyof Timed> & { readonly at: Interval } {
  const at = atFrom !== null && atTo !== null ? { from: atFrom, to: atTo } : { from: recordedAt, to: instantOf(microsOf(recordedAt) + 1) };
  return { ...row, at };
}

interface IncidentRow extends Pick<IncidentFact, 'incident' | 'source' | 'service'> {
  readonly openedFrom: Instant | null;
  readonly openedTo: Instant | null;
  readonly openedSeq: number | null;
  readonly resolvedFrom: Instant | null;
  readonly resolvedTo: Instant | null;
  readonly resolvedSeq: number | null;
}

async function incidentRows(tx: Transaction, service: string): Promise<readonly IncidentFact[]> {
  const rows = await tx<IncidentRow[]>`
    select incident, source, service, opened_from as "openedFrom", opened_to as "openedTo", opened_seq as "openedSeq",
      resolved_from as "resolvedFrom", resolved_to as "resolvedTo", resolved_seq as "resolvedSeq"
    from incident where service = ${service} or service is null order by incident`;
  return rows.map(({ openedFrom, openedTo, openedSeq, resolvedFrom, resolvedTo, resolvedSeq, ...row }) => ({
    ...row,
    opened: interval(openedFrom, openedTo),
    resolved: interval(resolvedFrom, resolvedTo),
    seqs: [openedSeq, resolvedSeq].filter((seq) => seq !== null),
  }));
}

async function deploymentRows(tx: Transaction, service: string): Promise<readonly ServiceDeployment[]> {
  const rows = await tx<
    {
      deployment: string;
      source: string;
      standing: Standing;
      outcome: Outcome;
      from: Instant;
      to: Instant;
      endFrom: Instant | null;
      endTo: Instant | null;
      seqs: number[];
    }[]
  >`
    select r.deployment, d.source, r.standing, r.outcome, r.start_from as "from", r.start_to as "to", r.end_from as "endFrom", r.end_to as "endTo",
      array(select s.seq from deployment_status s where s.deployment = r.deployment order by 1) as seqs
    from deployment_range r join deployment d using (deployment)
    where r.service = ${service} and r.recorded_to is null and r.standing <> 'OTHER' and r.start_from is not null and r.relation <> 'CORROBORATES'
    order by r.start_from, r.deployment`;
  return rows.map(({ from, to, endFrom, endTo, seqs, ...row }) => ({
    ...row,
    start: { from, to },
    end: interval(endFrom, endTo),
    events: seqs.map(Number),
  }));
}

function interval(from: Instant | null, to: Instant | null): Interval | null {
  return from !== null && to !== null ? { from, to } : null;
}

/** Changes of the service with whether something implemented them; and which of these tickets something implemented. */
export async function loadImplemented(tx: Transaction, service: string, tickets: readonly string[]) {
  const rows = await tx<{ ticket: string; isOf: boolean; started: boolean }[]>`
    select ticket, ${service} = any(services) as "isOf", started_from is not null as started
    from change_state
    where recorded_to is null and (ticket = any(${tickets as string[]}) or ${service} = any(services))
    order by ticket`;
  return {
    ofService: new Set(rows.filter(({ isOf }) => isOf).map(({ ticket }) => ticket)),
    implemented: new Set(rows.filter(({ started }) => started).map(({ ticket }) => ticket)),
  };
}
