import type { Transaction } from '../db/pool.js';
import { together } from '../db/together.js';
import { isPastDeployments } from './service/units.js';

interface Named {
  readonly deployment: string;
}

interface Words {
  readonly speakers: ReadonlySet<string>;
  readonly keys: string[];
  readonly typed: string[];
  readonly operations: ReadonlySet<string>;
}

/** By those who say something of tickets now, or named a key that some ticket bears now, or a ticket that is another thing now. */
export async function byWords(tx: Transaction, { speakers, keys, typed, operations }: Words): Promise<readonly (string | Named)[]> {
  const all = [...new Set([...speakers, ...(await whoNames(tx, keys, typed))])];
  const spoken = [...new Set([...operations, ...all.filter((one) => /^(execution|asset|incident|check):/.test(one))])];
  const [deployments, tickets] = await together([all.length > 0 ? bySpeakers(tx, all) : [], spoken.length > 0 ? namedBy(tx, spoken) : []]);
  const past = [...operations, ...all].filter(isPastDeployments);
  return [...deployments, ...tickets, ...past];
}

/** Who names these keys, or these tickets. */
async function whoNames(tx: Transaction, keys: string[], tickets: string[]): Promise<readonly string[]> {
  if (keys.length + tickets.length === 0) return [];
  const rows = await tx<{ from: string }[]>`
    select from_ref as "from" from ticket_mention where key = any(${keys})
    union
    select m.from_ref from ticket_key k join ticket_mention m on m.key = k.key where k.ticket = any(${tickets}) and k.key <> ''
    union
    select from_ref from ticket_mention where ticket = any(${tickets})`;
  return rows.map((row) => row.from);
}

/** The tickets that executions, assets and incidents name. */
async function namedBy(tx: Transaction, operations: string[]): Promise<readonly string[]> {
  const rows = await tx<{ ticket: string }[]>`
    select distinct coalesce(nullif(m.ticket, ''), k.ticket) as ticket
    from ticket_mention m left join ticket_key k on m.key <> '' and k.key = m.key
    where m.from_ref = any(${operations}) and (m.ticket <> '' or k.ticket is not null)`;
  return rows.map((row) => row.ticket);
}

/** Deployments that carry or take out the commits that say something of a ticket, or whose pull requests, perhaps theirs, do. */
function bySpeakers(tx: Transaction, speakers: string[]) {
  return tx<{ deployment: string }[]>`
    with said as (select unnest(${speakers}::text[]) as ref),
      pulls as (
        select ref as pull_request from said where ref like 'pull_request:%'
        union
        select h.pull_request from said join pull_request_head h on split_part(said.ref, ':', 4) = any(h.commits)
        where said.ref like 'commit:%')
    select ref as deployment from said where ref like 'deployment:%'
    union
    select c.deployment
    from said join deployment_commit c
      on c.sha = split_part(said.ref, ':', 4)
      and c.repository = 'repository:' || split_part(said.ref, ':', 2) || ':' || split_part(said.ref, ':', 3)
    where said.ref like 'commit:%' and c.recorded_to is null
    union
    select l.from_ref from pulls join link l on l.to_ref = pulls.pull_request where l.recorded_to is null
    union
    select a.unit
    from said join awaiting a
      on a.collection = 'commit'
      and a.item = split_part(said.ref, ':', 4)
      and a.scope = 'repository:' || split_part(said.ref, ':', 2) || ':' || split_part(said.ref, ':', 3)
    where said.ref like 'commit:%'
    union
    select b.deployment from said join deployment_build b on b.through = said.ref where b.recorded_to is null
    union
    select a.unit from pulls join awaiting a on a.collection = 'pull_request' and a.item = pulls.pull_request`;
}
