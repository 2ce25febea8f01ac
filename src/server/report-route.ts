import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { parseInstant } from '#contract';
import {
  badInput,
  type Dimension,
  EVERY,
  type Every,
  isReportName,
  knownAt,
  report,
  REPORT_NAMES,
  reportCsv,
  type ReportFilter,
} from '../read/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identifyAsker } from './identify.js';
import { problem } from './problem.js';

type Given = Readonly<Record<string, string | readonly string[] | undefined>>;

const FILTERS: Readonly<Record<string, keyof ReportFilter>> = {
  team: 'teams',
  service: 'services',
  environment: 'environments',
  changeType: 'changeTypes',
  ticketType: 'ticketTypes',
  risk: 'risks',
};
const TAKEN = ['from', 'to', 'zone', 'every', 'by', 'knownAt', ...Object.keys(FILTERS)];

/**
 * `GET /reports/{name}.csv?from&to&zone`, with `every`, `by` (several with commas), `knownAt`, and filters that may be
 * given more than once: the figures of the API, a line each.
 */
export function reportRoute(app: FastifyInstance, hub: ServerHub): void {
  app.get<{ Params: { name: string }; Querystring: Given }>('/reports/:name.csv', async (request, reply) => {
    const viewer = await identifyAsker(hub, askedBy(request));
    const { name } = request.params;
    if (!isReportName(name)) return problem(reply, 404, `There is no report ${name.slice(0, 60)}. There are: ${REPORT_NAMES.join(', ')}.`);
    const input = inputOf(request.query);
    const sql = input.knownAt ? await knownAt(hub.sql, input.knownAt) : hub.sql;
    const lines = reportCsv(await report(sql, viewer, input), name);
    // What is refused is refused with a status: the report is counted before the first line.
    const first = await lines.next();
    void reply.type('text/csv; charset=utf-8; header=present').header('content-disposition', `attachment; filename="${name}.csv"`);
    return reply.send(Readable.from(both(String(first.value ?? ''), lines)));
  });
}

async function* both(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function inputOf(given: Given) {
  const stranger = Object.keys(given).find((name) => !TAKEN.includes(name));
  if (stranger !== undefined) throw badInput(`${stranger.slice(0, 60)} is nothing that a report takes. It takes ${TAKEN.join(', ')}.`);
  const one = (name: string) => listOf(given[name]).at(-1) ?? null;
  const every = one('every');
  if (every !== null && !EVERY.includes(every as Every)) throw badInput(`every is one of ${EVERY.join(', ')}.`);
  const written = one('knownAt');
  const moment = written === null ? null : parseInstant(written);
  if (written !== null && moment === null) throw badInput(`"${written.slice(0, 40)}" is no time. Write it like 2026-01-31T13:45:00Z.`);
  const by = listOf(given['by']).flatMap((names) => names.split(',')) as Dimension[];
  const filters = Object.entries(FILTERS).flatMap(([name, list]) =>
    given[name] === undefined ? [] : [[list, listOf(given[name])] as const],
  );
  const period = { from: one('from') ?? '', to: one('to') ?? '', zone: one('zone') ?? 'UTC' };
  return { period, every: every as Every | null, by, filter: Object.fromEntries(filters) as ReportFilter, knownAt: moment };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
