import type { Sql } from '../db/pool.js';

/** A rule that answers INDETERMINATE since a collection may not be read, and how often it does. */
export interface DeniedRuleRow {
  readonly source: string;
  readonly collection: string;
  readonly rule: string;
  readonly verdicts: number;
}

export interface DeniedKey {
  readonly source: string;
  readonly collection: string;
}

/** What the rules themselves say is missing, where the tool denies it; by rule. */
export async function deniedRules(sql: Sql, keys: readonly DeniedKey[]): Promise<DeniedRuleRow[]> {
  const [sources, collections] = [keys.map(({ source }) => source), keys.map(({ collection }) => collection)];
  return sql<DeniedRuleRow[]>`
    with denied as (
      select source, collection, scope
      from unnest(${sources}::text[], ${collections}::text[]) as w (source, collection)
      join lateral (
        select scope from coverage c where c.source = w.source and c.collection = w.collection and c.state = 'DENIED'
        union
        select scope from permission p where p.source = w.source and p.collection = w.collection and p.denied is not null
      ) d on true
    )
    select d.source, d.collection, v.rule, count(*)::int as verdicts
    from verdict v
    join lateral (
      select distinct denied.source, denied.collection
      from jsonb_array_elements(v.missing) as one
      join denied on denied.scope = one ->> 'scope' and denied.collection = one ->> 'collection'
    ) d on true
    where v.recorded_to is null and v.answer = 'INDETERMINATE'
    group by d.source, d.collection, v.rule
    order by d.source, d.collection, v.rule`;
}
