import type { ChangeClass } from '#contract';
import type { Sql } from '../../db/pool.js';
import type { Dimension } from '../../reports/index.js';
import type { Fragment } from '../fragment.js';
import { bounded } from '../timeline-filter.js';

/** Which changes; all that is given must hold, of a list one of its values. */
export interface ReportFilter {
  readonly teams?: readonly string[] | null;
  readonly services?: readonly string[] | null;
  readonly environments?: readonly string[] | null;
  readonly changeTypes?: readonly ChangeClass[] | null;
  readonly ticketTypes?: readonly string[] | null;
  readonly risks?: readonly string[] | null;
}

const COLUMN: Readonly<Record<keyof ReportFilter, string>> = {
  teams: 'teams',
  services: 'services',
  environments: 'environments',
  changeTypes: 'change_types',
  ticketTypes: 'ticket_types',
  risks: 'risks',
};

const OF_DIMENSION: Readonly<Record<Dimension, string>> = {
  TEAM: 'teams',
  SERVICE: 'services',
  ENVIRONMENT: 'environments',
  CHANGE_TYPE: 'change_types',
  TICKET_TYPE: 'ticket_types',
  RISK: 'risks',
};

/** The filter as conditions over rows `q` that bear the six lists, each with its `and`. */
export function conditionOf(sql: Sql, filter: ReportFilter): Fragment {
  return given(filter)
    .map(([name, values]) => sql`and ${sql(`q.${COLUMN[name]}`)} && ${values as string[]}::text[]`)
    .reduce((all, one) => sql`${all} ${one}`, sql``);
}

function given(filter: ReportFilter): readonly (readonly [keyof ReportFilter, readonly string[]])[] {
  return (Object.keys(COLUMN) as (keyof ReportFilter)[]).flatMap((name) => {
    const values = filter[name];
    bounded(name, values);
    return values ? [[name, values] as const] : [];
  });
}

export function isFilter(filter: ReportFilter): boolean {
  return given(filter).length > 0;
}

/** Whether anything is asked that only a change can tell, and no deployment by itself. */
export function asksForChanges(filter: ReportFilter, by: readonly Dimension[]): boolean {
  const named = [...given(filter).map(([name]) => COLUMN[name]), ...by.map((one) => OF_DIMENSION[one])];
  return named.some((one) => ['change_types', 'ticket_types', 'risks'].includes(one));
}

/** Between the values of a list that travels as one text: to sort a million facts by texts takes a tenth of what arrays take. */
const BETWEEN = '\u001f';

/** A list that travelled as one text. */
export function listIn(sql: Sql, column: string): Fragment {
  return sql`string_to_array(${sql(column)}, ${BETWEEN})`;
}

/** `, … as d1, …`: the lists of the dimensions, of rows `q`, each as one text. */
export function dimensionsOf(sql: Sql, by: readonly Dimension[]): Fragment {
  return by
    .map((one, nth) => sql`, array_to_string(${sql(`q.${OF_DIMENSION[one]}`)}, ${BETWEEN}) as ${sql(`d${nth + 1}`)}`)
    .reduce((all, one) => sql`${all} ${one}`, sql``);
}
