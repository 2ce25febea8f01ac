import type { Json } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { asked, type Pass } from './pass.js';
import { pathOf } from './repository.js';

type Parameters = Readonly<Record<string, string | number>>;

/** A list of a repository: its route, what it stands under (null: it is a bare array), and what it takes to read it. */
export interface List {
  readonly route: string;
  readonly under: string | null;
  readonly things: string;
  readonly permission: string;
  /** It has no pages. */
  readonly whole?: true;
}

const items = z.array(z.custom<Json>());

/** One page, and what `Link` says of the next: the parameters that lead there; null: there is none. */
export async function listPage(pass: Pass, { route, under, things, permission, whole }: List, parameters: Parameters) {
  const about = asked(pass, things, permission);
  const { data, link } = await pass.client.get(
    route,
    { ...pathOf(pass.repository), ...(whole ? {} : { per_page: 100 }), ...parameters },
    about,
  );
  const listed = under === null ? expect(items, data, about) : expect(z.object({ [under]: items }), data, about)[under];
  return { items: listed ?? [], next: nextIn(link) };
}

/** All pages, one after the other. */
export async function wholeList(pass: Pass, list: List, parameters: Parameters = {}): Promise<readonly Json[]> {
  const found: Json[] = [];
  for (let at: Parameters | null = {}; at;) {
    const { items: page, next }: Awaited<ReturnType<typeof listPage>> = await listPage(pass, list, { ...parameters, ...at });
    found.push(...page);
    at = next;
  }
  return found;
}

/** Lists go on by a number or by a cursor: what is in the address is followed, whatever it is. */
function nextIn(link: string): Parameters | null {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1];
  if (next === undefined) return null;
  const query = new URL(next).searchParams;
  return Object.fromEntries(['page', 'after', 'cursor'].flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : [])));
}
