import { entryObject, incidentObject, read } from './objects.js';
import { millisOf, type World } from './world.js';

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: readonly string[];
  constructor(status: number, code: number, message: string, errors: readonly string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export interface Call {
  readonly world: World;
  readonly url: URL;
  readonly nowMs: number;
  readonly id: string;
}

const PAGED = ['limit', 'offset', 'total'];
const LISTS = [...PAGED, 'since', 'until', 'time_zone', 'include[]'];

/** PagerDuty's API description (PagerDuty/api-schema). */
const ROUTES: readonly (readonly [RegExp, readonly string[], (call: Call) => object])[] = [
  [/^\/incidents$/, [...LISTS, 'date_range', 'sort_by', 'service_ids[]'], incidents],
  [/^\/incidents\/([^/]+)$/, ['include[]'], one],
  [/^\/incidents\/([^/]+)\/related_change_events$/, ['limit'], changes],
  [/^\/log_entries$/, [...LISTS, 'is_overview', 'team_ids[]'], log],
];

export function answerOf(world: World, url: URL, nowMs: number): object {
  for (const [path, parameters, answer] of ROUTES) {
    const match = path.exec(url.pathname);
    if (!match) continue;
    const unknown = [...url.searchParams.keys()].filter((name) => !parameters.includes(name));
    if (unknown.length > 0) throw invalid(`${unknown[0] ?? ''} is not a parameter`);
    return answer({ world, url, nowMs, id: match[1] ?? '' });
  }
  throw new Refusal(404, 2100, 'Not Found');
}

const SIX_MONTHS_MS = 181 * 86_400_000;
const invalid = (error: string) => new Refusal(400, 2001, 'Invalid Input Provided', [error]);

function incidents(call: Call): object {
  const { world, url } = call;
  if (world.denied.has('incidents')) throw new Refusal(403, 2010, 'Access Denied');
  const all = url.searchParams.get('date_range') === 'all';
  const [from, to] = all ? [-Infinity, Infinity] : windowOf(call);
  if (!all && to - from > SIX_MONTHS_MS)
    throw new Refusal(400, 2005, 'Invalid Query Date Range', ['The date range must be less than 6 months']);
  const services = url.searchParams.getAll('service_ids[]');
  const found = world.incidents
    .filter(({ created }) => millisOf(created) >= from && millisOf(created) < to)
    .filter(({ now }) => services.length === 0 || services.includes(now));
  const isRising = (url.searchParams.get('sort_by') ?? 'created_at:asc') === 'created_at:asc';
  const sorted = found.sort((a, b) => (isRising ? 1 : -1) * (a.created - b.created || a.number - b.number));
  const zone = url.searchParams.get('time_zone');
  return paged('incidents', sorted, url, (each) => incidentObject(each, zone, url.searchParams.getAll('include[]')));
}

/** The last month, where nothing else is asked for. */
function windowOf({ url, nowMs }: Call): [number, number] {
  const [since, until] = [url.searchParams.get('since'), url.searchParams.get('until')];
  return [since === null ? nowMs - 30 * 86_400_000 : read(since), until === null ? nowMs : read(until)];
}

function one({ world, url, id }: Call): object {
  if (world.denied.has('incidents')) throw new Refusal(403, 2010, 'Access Denied');
  const found = world.incidents.find((each) => each.id === id);
  if (!found) throw new Refusal(404, 2100, 'Not Found');
  return { incident: incidentObject(found, 'UTC', url.searchParams.getAll('include[]')) };
}

function changes({ world, id }: Call): object {
  if (world.denied.has('changes')) throw new Refusal(403, 2010, 'Access Denied');
  if (!world.incidents.some((each) => each.id === id)) throw new Refusal(404, 2100, 'Not Found');
  return { change_events: world.changes.get(id) ?? [], limit: null, offset: null, total: null, more: false };
}

/** Newest first. */
function log(call: Call): object {
  const { world, url } = call;
  if (world.denied.has('incidents')) throw new Refusal(403, 2010, 'Access Denied');
  const since = url.searchParams.get('since');
  const until = url.searchParams.get('until');
  const found = world.log.filter(
    ({ at }) => (since === null || millisOf(at) >= read(since)) && (until === null || millisOf(at) < read(until)),
  );
  const sorted = found.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  return paged('log_entries', sorted, url, (each) => entryObject(world, each, url.searchParams.get('time_zone')));
}

function paged<T>(name: string, all: readonly T[], url: URL, object: (one: T) => object): object {
  const [limit, offset] = [Number(url.searchParams.get('limit') ?? '25'), Number(url.searchParams.get('offset') ?? '0')];
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('Limit must be at most 100');
  if (!Number.isInteger(offset) || offset < 0 || offset + limit > 10_000) throw invalid('Offset and limit must not exceed 10000');
  const shown = all.slice(offset, offset + limit);
  return { [name]: shown.map(object), limit, offset, more: offset + shown.length < all.length, total: null };
}
