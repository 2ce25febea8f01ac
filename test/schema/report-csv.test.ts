import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { REPORTS } from '../../src/reports/index.js';
import { at } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';
import { created, told, withPolicy } from './tickets.js';

let hub: RunningHub;
const DAY = at(1)!.from.slice(0, 10);
const NEXT = new Date(Date.parse(DAY) + 86_400_000).toISOString().slice(0, 10);
const PERIOD = `from=${DAY}&to=${NEXT}&zone=Europe/Berlin`;

beforeAll(async () => {
  hub = await runHub();
  await withPolicy(hub);
  await told(hub, [created(1), created(2), created(3)]);
});
afterAll(() => hub.stop());

async function get(path: string, token?: string): Promise<Response> {
  return fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${token ?? (await hub.tokenFor('viewer'))}` } });
}

describe('GET /reports/{name}.csv', () => {
  it('holds the figures that the API gives, a line each', async () => {
    const answer = await get(`/reports/volume.csv?${PERIOD}&every=DAY&by=TEAM`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="volume.csv"');
    const lines: Record<string, string>[] = parse(await answer.text(), { columns: true });
    const figures = Object.keys(REPORTS.volume.figures);
    const asked = figures.map((figure) => `${figure} { unit value numerator denominator unknown partial comparedTo { value } }`).join(' ');
    const period = `period: { from: "${DAY}", to: "${NEXT}", zone: "Europe/Berlin" }`;
    const { data } = await hub.ask(
      `{ report(${period}, every: DAY, by: [TEAM]) { volume { totals { ${asked} } rows { nodes { ${asked} } } } } }`,
    );
    const { totals, rows } = data['report']!['volume']!;
    const told = [...list(totals), ...list(rows!['nodes'])].flatMap((row) =>
      figures.map((figure): Record<string, unknown> => ({ figure, ...row[figure] })),
    );
    const text = (value: unknown) => (value === null ? '' : String(value));
    expect(
      lines.map(({ figure, value, numerator, unknown, before_value, partial }) => ({
        figure,
        value,
        numerator,
        unknown,
        before_value,
        partial,
      })),
    ).toEqual(
      told.map((one) => ({
        figure: one['figure'],
        ...{ value: text(one['value']), numerator: text(one['numerator']), unknown: text(one['unknown']), partial: text(one['partial']) },
        before_value: text((one['comparedTo'] as Record<string, unknown>)['value']),
      })),
    );
    expect(lines[0]).toMatchObject({ report: 'volume', scope: 'TOTAL', zone: 'Europe/Berlin', figure: 'requested', value: '3' });
  });

  it('defuses what a spreadsheet would take for a formula', async () => {
    await hub.sql`update change_record set risk = '=cmd|x,"y"' where change = 'ticket:jira-acme:1'`;
    const text = await (await get(`/reports/volume.csv?${PERIOD}&by=RISK`)).text();
    expect(text).toContain(`,"'=cmd|x,""y""",`);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('refuses what is no report, with a status and a sentence', async () => {
    expect((await get('/reports/nothing.csv')).status).toBe(404);
    expect((await fetch(`${hub.url}/reports/volume.csv?${PERIOD}`)).status).toBe(401);
    const said = async (query: string) => {
      const answer = await get(`/reports/volume.csv?${query}`);
      const { errors } = (await answer.json()) as { errors: readonly { message: string }[] };
      return `${answer.status} ${errors[0]!.message}`;
    };
    expect(await said('to=2026-01-01')).toContain('400 period.from is "".');
    expect(await said(`${PERIOD}&by=COLOUR`)).toContain('400 COLOUR is nothing to group by.');
    expect(await said(`${PERIOD}&teem=x`)).toContain('400 teem is nothing that a report takes. It takes from, to, zone');
    expect(await said(`${PERIOD}&knownAt=yesterday`)).toContain('400 "yesterday" is no time.');
  });
});
