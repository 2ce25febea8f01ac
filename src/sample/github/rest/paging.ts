import type { Answer } from '../answer.js';
import { ok } from '../answer.js';
import type { Call } from './call.js';

const DEFAULT_PER_PAGE = 30;
const MOST_PER_PAGE = 100;

/** GitHub reads nonsense as the default and clamps to 100. */
export function perPage(call: Call): number {
  const asked = Number(call.query.get('per_page') ?? DEFAULT_PER_PAGE);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, MOST_PER_PAGE) : DEFAULT_PER_PAGE;
}

export interface NumberedPage<T> {
  readonly items: readonly T[];
  readonly headers: Record<string, string>;
}

/** One page by number, and its `Link` header; a page behind the end is empty. */
export function numbered<T>(call: Call, all: readonly T[]): NumberedPage<T> {
  const size = perPage(call);
  const page = Math.max(1, Number.parseInt(call.query.get('page') ?? '1', 10) || 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const rels: Record<string, number> = {};
  if (page > 1) rels['prev'] = Math.min(page - 1, last);
  if (page < last) Object.assign(rels, { next: page + 1, last });
  if (page > 1) rels['first'] = 1;
  const links = Object.entries(rels).map(([rel, to]) => [rel, { page: String(to) }] as const);
  return { items: all.slice((page - 1) * size, page * size), headers: linkHeader(call, links) };
}

export function numberedList<T>(call: Call, all: readonly T[], shape: (item: T) => unknown): Answer {
  const { items, headers } = numbered(call, all);
  return ok(items.map(shape), headers);
}

export function linkHeader(
  call: Call,
  links: readonly (readonly [rel: string, change: Record<string, string | null>])[],
): Record<string, string> {
  if (links.length === 0) return {};
  return { link: links.map(([rel, change]) => `<${changed(call, change)}>; rel="${rel}"`).join(', ') };
}

function changed(call: Call, change: Record<string, string | null>): string {
  const query = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return `${call.self}?${query.toString()}`;
}
