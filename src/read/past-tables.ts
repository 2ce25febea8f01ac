import { getTableColumns } from 'drizzle-orm';
import { deploymentBuild } from '../db/tables/read-artifacts.js';
import { changeRecord, changeWait } from '../db/tables/read-records.js';
import { releaseCommit, releaseRange } from '../db/tables/read-releases.js';
import { changeState } from '../db/tables/read-tickets.js';
import { deploymentChange, deploymentCommit } from '../db/tables/read-changes.js';
import { deploymentRange, link, unitAnswer, verdict } from '../db/tables/read-verdicts.js';

// The read tables as they stood, each as a query over `moment (seq, at, clock)`: the last event that was known, the time, and the judge's.

/** Rows stand from one recorded moment to another: what ended later than the moment stood then. */
const VERSIONED = {
  change_record: changeRecord,
  change_state: changeState,
  change_wait: changeWait,
  deployment_build: deploymentBuild,
  deployment_change: deploymentChange,
  deployment_commit: deploymentCommit,
  deployment_range: deploymentRange,
  link,
  release_commit: releaseCommit,
  release_range: releaseRange,
  unit_answer: unitAnswer,
  verdict,
};

/** Rows change in place, and `past_row` keeps how they stood: their keys, and whether they carry the event that they began with. */
const CHANGING: Readonly<Record<string, { readonly key: readonly string[]; readonly hasSeq: boolean }>> = {
  account: { key: ['person'], hasSeq: true },
  artifact_publication: { key: ['seq'], hasSeq: true },
  asset_step: { key: ['seq'], hasSeq: true },
  approval_step: { key: ['seq'], hasSeq: true },
  bypass: { key: ['evaluation'], hasSeq: true },
  check_run: { key: ['seq'], hasSeq: true },
  code_commit: { key: ['repository', 'sha'], hasSeq: true },
  commit_path: { key: ['repository', 'sha'], hasSeq: true },
  coverage: { key: ['scope', 'collection', 'source'], hasSeq: false },
  deployment: { key: ['deployment'], hasSeq: false },
  drift: { key: ['drift'], hasSeq: true },
  evidence: { key: ['seq'], hasSeq: true },
  execution: { key: ['execution'], hasSeq: false },
  gap: { key: ['rule', 'subject'], hasSeq: false },
  incident: { key: ['incident'], hasSeq: false },
  incident_cause: { key: ['incident', 'cause'], hasSeq: true },
  production_access: { key: ['access'], hasSeq: true },
  protection: { key: ['seq'], hasSeq: true },
  pull_request: { key: ['pull_request'], hasSeq: false },
  pull_request_head: { key: ['pull_request', 'head'], hasSeq: true },
  release: { key: ['release'], hasSeq: true },
  removal: { key: ['removal'], hasSeq: true },
  release_plan: { key: ['seq'], hasSeq: true },
  repository: { key: ['repository'], hasSeq: false },
  review: { key: ['review'], hasSeq: false },
  tag: { key: ['repository', 'name', 'object'], hasSeq: true },
  ticket: { key: ['ticket'], hasSeq: false },
  ticket_field: { key: ['seq'], hasSeq: true },
  ticket_key: { key: ['ticket', 'key'], hasSeq: true },
  ticket_link: { key: ['ticket', 'link'], hasSeq: true },
  ticket_mention: { key: ['from_ref', 'key', 'ticket', 'method', 'place'], hasSeq: true },
};

/** Rows come and never change. */
const GROWING = ['account_address', 'artifact_mention', 'person_join', 'policy_version', 'search_text', 'sender'];

/** An end that came later was none then; and without an end by its day, by the clock of the judge, an outcome is UNKNOWN (`runOf`). */
const AS_OF_THEN: Readonly<Record<string, string>> = {
  recorded_to: 'case when r.recorded_to <= m.at then r.recorded_to end as recorded_to',
  'deployment_range.outcome': `
    case when r.end_from is not null or r.start_to is null then r.outcome
      when r.start_to + interval '24 hours' <= m.clock then 'UNKNOWN'
      else 'RUNNING' end as outcome`,
};

function versioned(table: string, columns: readonly string[]): string {
  const shown = columns.map((name) => AS_OF_THEN[`${table}.${name}`] ?? AS_OF_THEN[name] ?? `r.${name}`);
  return `select ${shown.join(', ')} from ${table} r cross join moment m where r.recorded_from <= m.at`;
}

function changing(table: string): string {
  const { key, hasSeq } = CHANGING[table]!;
  const began = (of: string) => (hasSeq ? `and ${of}.seq <= (select seq from moment)` : '');
  const name = key.length === 1 ? `r.${key[0]}::text` : `concat_ws(' ', ${key.map((one) => `r.${one}`).join(', ')})`;
  return `
    select r.* from ${table} r
    where not exists (select from past_row p where p.kind = '${table}' and p.name = ${name} and p.until > (select seq from moment)) ${began('r')}
    union all
    select x.*
    from (
      select distinct on (p.name) p.was from past_row p
      where p.kind = '${table}' and p.until > (select seq from moment)
      order by p.name, p.until
    ) o
    cross join lateral jsonb_populate_record(null::${table}, o.was) x
    where o.was is not null ${began('x')}`;
}

/** Only the standing of an entry changes: the order of the timeline still comes from its indexes. */
const TIMELINE = `
  select r.seq, r.event_id, r.type, r.source, r.subject, r.repository, r.person, r.occurred_from, r.occurred_to, r.sort_at, r.recorded_at,
    coalesce((
      select p.was ->> 'standing' from past_row p
      where p.kind = 'timeline_entry' and p.name = r.seq::text and p.until > (select seq from moment)
      order by p.until limit 1), r.standing) as standing
  from timeline_entry r
  where r.seq <= (select seq from moment)`;

/** By name; a read table that is not here cannot be asked as it was known. */
export const PAST_TABLES: ReadonlyMap<string, string> = new Map([
  ['follow_cursor', 'select true as singleton, m.seq, m.at as recorded_at, m.clock from moment m'],
  ['timeline_entry', TIMELINE],
  ...Object.entries(VERSIONED).map(
    ([name, table]) =>
      [
        name,
        versioned(
          name,
          Object.values(getTableColumns(table)).map((column) => column.name),
        ),
      ] as const,
  ),
  ...Object.keys(CHANGING).map((name) => [name, changing(name)] as const),
  ...GROWING.map((name) => [name, `select r.* from ${name} r where r.seq <= (select seq from moment)`] as const),
]);
