import type { Answer, Instant, Policy } from '#contract';
import { type Asked, type Silence, silencesOf } from '../controls/index.js';
import { placeOf, type Standing } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';

/** The events that ask: each with the refs that stand in it. */
export interface Said {
  readonly seq: number;
  readonly refs: readonly string[];
}

/** What was judged together and may rest on an event. */
export interface UnitOfEvent {
  readonly seq: number;
  readonly unit: string;
}

/** Of one event; more are counted, not shown. */
export const MOST_UNITS = 50;

/**
 * The deployments and changes that were judged with these events: those that they name, those linked to what they name,
 * those that carry their commits, and the changes of these deployments. One more than `MOST_UNITS` of each at the most.
 */
export async function unitsOf(sql: Sql, events: readonly Said[]): Promise<readonly UnitOfEvent[]> {
  const pairs = events.flatMap(({ seq, refs }) => refs.map((ref) => ({ seq, ref, commit: /^commit:(.*):([^:]*)$/.exec(ref) })));
  return sql<UnitOfEvent[]>`
    with said as (
      select * from unnest(
        ${pairs.map(({ seq }) => seq)}::bigint[], ${pairs.map(({ ref }) => ref)}::text[],
        ${pairs.map(({ commit }) => `repository:${commit?.[1] ?? ''}`)}::text[], ${pairs.map(({ commit }) => commit?.[2] ?? '')}::text[]
      ) as s (seq, ref, repository, sha)),
    named as (
      select s.seq, d.deployment as unit from said s join deployment d on d.deployment = s.ref
      union
      select s.seq, t.ticket from said s join ticket t on t.ticket = s.ref where t.created_seq is not null
      union
      select s.seq, l.from_ref from said s join link l on l.to_ref = s.ref where l.recorded_to is null
      union
      select s.seq, c.deployment
      from said s join deployment_commit c on c.repository = s.repository and c.sha = s.sha
      where s.sha <> '' and c.recorded_to is null),
    judged as (
      select seq, unit from named
      union
      select n.seq, l.to_ref
      from named n join link l on l.from_ref = n.unit
      where l.to_ref like 'ticket:%' and l.strength = 'CARRIED' and l.recorded_to is null)
    select seq, unit
    from (select seq, unit, row_number() over (partition by seq order by unit) as nth from judged) j
    where nth <= ${MOST_UNITS + 1}
    order by seq, unit`;
}

export interface UnitVerdict {
  readonly unit: string;
  readonly rule: string;
  readonly subject: string;
  readonly answer: Answer;
  readonly sentence: string;
  readonly recordedFrom: Instant;
  readonly events: readonly number[];
}

/** What stands of these units, by rule and subject. */
export async function standingVerdicts(sql: Sql, units: readonly string[]): Promise<readonly UnitVerdict[]> {
  return sql<UnitVerdict[]>`
    select unit, rule, subject, answer, sentence, recorded_from as "recordedFrom", events
    from verdict
    where unit = any(${units as string[]}) and recorded_to is null
    order by unit, rule, subject`;
}

interface UnitRow {
  readonly unit: string;
  readonly standing: Standing | null;
  readonly started: boolean;
  readonly relation: string | null;
  readonly service: string | null;
  readonly environment: string | null;
  readonly policy: Policy | null;
}

/** For each unit the rules that gave no verdict about it, and why, by the policy that judged it; without a verdict, by the present one. */
export async function silencesOfUnits(
  sql: Sql,
  verdicts: readonly UnitVerdict[],
  units: readonly string[],
): Promise<ReadonlyMap<string, readonly Silence[]>> {
  const rows = await sql<UnitRow[]>`
    select u.unit, r.standing, coalesce(r.start_from, s.started_from) is not null as started, r.relation,
      coalesce(r.service, s.services[1]) as service, r.environment, p.content as policy
    from unnest(${units as string[]}::text[]) as u (unit)
    left join deployment_range r on r.deployment = u.unit and r.recorded_to is null
    left join change_state s on s.ticket = u.unit and s.recorded_to is null
    left join lateral (select policy from verdict where unit = u.unit and recorded_to is null limit 1) v on true
    left join lateral (select content from policy_version order by version = v.policy desc nulls last, seq desc limit 1) p on true`;
  const spoken = new Map(units.map((unit) => [unit, new Set(verdicts.filter((one) => one.unit === unit).map(({ rule }) => rule))]));
  return new Map(rows.map((row) => [row.unit, silencesOf(askedOf(row), spoken.get(row.unit) ?? new Set())]));
}

function askedOf({ environment, policy, ...row }: UnitRow): Asked {
  return { ...row, policy, environment: environment === null || policy === null ? environment : placeOf(environment, policy).environment };
}
