import { SourceRefused } from '#contract';
import { z } from 'zod';
import type { Client } from './client.js';
import { stored } from './slices.js';
import { about } from './refusal.js';

export interface Access {
  /** Why the history of a table is not known: it is not audited, or nobody shows whether it is; null: it is. */
  unaudited(table: string): Promise<string | null>;
  /** What the states of a table are called, by value; empty where that may not be read. */
  states(table: string): Promise<readonly { readonly value: string; readonly label: string }[]>;
}

/** Asked once in a pass. */
export function accessOf(client: Client): Access {
  const audited = new Map<string, Promise<string | null>>();
  const states = new Map<string, Promise<readonly { readonly value: string; readonly label: string }[]>>();
  return {
    unaudited: (table) => once(audited, table, () => unaudited(client, table)),
    states: (table) => once(states, table, () => statesOf(client, table)),
  };
}

function once<T>(known: Map<string, Promise<T>>, table: string, ask: () => Promise<T>): Promise<T> {
  const asked = known.get(table) ?? ask();
  known.set(table, asked);
  return asked;
}

/** Auditing is per table and not inherited; the entry of the table itself in the dictionary has no column. */
async function unaudited(client: Client, table: string): Promise<string | null> {
  const rows = await ifShown(
    client.list({ table: 'sys_dictionary', query: `name=${table}^internal_type=collection`, columns: ['name', 'audit'], limit: 10 }),
  );
  const entry = rows.find((row) => stored(row, 'name') === table);
  if (!entry) {
    return `ServiceNow does not show whether ${table} is audited: without that its history may have holes. Grant "${about('sys_dictionary').permission}" to the user of this source.`;
  }
  return stored(entry, 'audit') === 'true'
    ? null
    : `ServiceNow does not audit ${table}, so that nobody knows what its rows were before. Switch "Audit" on in the dictionary entry of the table.`;
}

const label = z.object({ value: z.string().min(1), label: z.string().min(1) });

async function statesOf(client: Client, table: string) {
  const query = `nameIN${table},task^element=state^inactive=false`;
  const rows = await ifShown(
    client.list({ table: 'sys_choice', query: `${query}^ORDERBYsequence`, columns: ['name', 'value', 'label', 'language'], limit: 500 }),
  );
  const english = rows.filter((row) => stored(row, 'language') === 'en');
  const own = english.filter((row) => stored(row, 'name') === table);
  const read = (own.length > 0 ? own : english).flatMap(
    (row) => label.safeParse({ value: stored(row, 'value'), label: stored(row, 'label') }).data ?? [],
  );
  return [...new Map(read.map((one) => [one.value, one])).values()];
}

async function ifShown(listing: ReturnType<Client['list']>) {
  return listing.then(
    ({ rows }) => rows,
    (error: unknown) => {
      if (error instanceof SourceRefused && error.status === 403) return [];
      throw error;
    },
  );
}
