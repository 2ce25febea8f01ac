import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_NAMES, REPORTS } from '../../src/reports/index.js';
import { at } from './facts.js';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { created, read, status, told, withPolicy } from './tickets.js';

let hub: RunningHub;
/** When the first telling was known. */
let then: string;

beforeAll(async () => {
  hub = await runHub();
  await withPolicy(hub);
  // Tickets 1 to 6 were made in the minutes 1 to 6, and 3 was closed in minute 20.
  await told(hub, [created(1), created(2), created(3), created(4), created(5, '200'), created(6), status(3, 20, '3', 'Done')]);
  const [row] = await hub.sql<{ at: string }[]>`select clock_timestamp() as at`;
  then = row!.at;
});
afterAll(() => hub.stop());

/** The day of `at`, whichever it is. */
const DAY = at(1)!.from.slice(0, 10);
const after = (days: number) => new Date(Date.parse(DAY) + days * 86_400_000).toISOString().slice(0, 10);
const PERIOD = `period: { from: "${DAY}", to: "${after(1)}", zone: "UTC" }`;

/** Every figure of every report. */
const FIGURES = 'unit value numerator denominator unknown because partial comparedTo { value from to }';
const EVERYTHING = REPORT_NAMES.map((name) => {
  const figures = Object.keys(REPORTS[name].figures)
    .map((figure) => `${figure} { ${FIGURES} }`)
    .join(' ');
  return `${name} { totals { from to ${figures} } rows(first: 2) { totalCount nodes { from to partial team ${figures} } } provenance { rowCount rowsHash } }`;
}).join(' ');

async function ask(fields: string, args = PERIOD): Promise<Tree> {
  const { data, errors } = await hub.ask(`{ report(${args}) { ${fields} } }`);
  expect(errors).toEqual([]);
  return data['report']!;
}

async function refusal(args: string, fields = 'volume { totals { from } }'): Promise<string> {
  const { errors } = await hub.ask(`{ report(${args}) { ${fields} } }`);
  return errors.map(({ message, extensions }) => `${String(extensions['code'])} ${message}`).join();
}

describe('report', () => {
  it('answers every figure of every report in one question', async () => {
    const report = await ask(EVERYTHING, `${PERIOD}, every: DAY, by: [TEAM]`);
    expect(Object.keys(report)).toEqual([...REPORT_NAMES]);
    for (const name of REPORT_NAMES) expect(String(report[name]!['provenance']!['rowsHash']), name).toMatch(/^[0-9a-f]{64}$/);
  });

  it('counts the changes that were requested and closed, and leaves out a ticket that policy calls no change', async () => {
    const { volume } = await ask(`volume { totals { requested { ${FIGURES} } closed { value } } }`);
    const [total] = list(volume!['totals']);
    expect(total!['requested']).toEqual({
      ...{ unit: 'COUNT', value: 5, numerator: 5, denominator: null, unknown: 0, partial: true },
      because: 'Their source does not say when: they may lie in this window or in another.',
      comparedTo: { value: 0, from: `${after(-1)}T00:00:00.000000Z`, to: `${DAY}T00:00:00.000000Z` },
    });
    expect(total!['closed']!['value']).toBe(1);
  });

  it('cuts the period by the clock of its zone', async () => {
    const period = (zone: string) => `period: { from: "${DAY}", to: "${after(2)}", zone: "${zone}" }, every: DAY`;
    const days = async (zone: string) =>
      list((await ask('volume { rows { nodes { from requested { value } } } }', period(zone)))['volume']!['rows']!['nodes']);
    expect((await days('UTC')).map((row) => row['requested']!['value'])).toEqual([5, 0]);
    expect((await days('Australia/Lord_Howe'))[0]!['from']).toMatch(/T1[34]:(00|30):00/);
  });

  it('lists the changes behind a figure page by page, and no other', async () => {
    const behind = async (page: string) => {
      const { volume } = await ask(
        `volume { totals { requested { changes(${page}) { totalCount pageInfo { endCursor hasNextPage } nodes { key } } } } }`,
      );
      return list(volume!['totals'])[0]!['requested']!['changes']!;
    };
    const first = await behind('first: 3');
    expect(first['totalCount']).toBe(5);
    const rest = await behind(`first: 3, after: "${String(first['pageInfo']!['endCursor'])}"`);
    expect([...list(first['nodes']), ...list(rest['nodes'])].map(({ key }) => key)).toEqual(['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4', 'PAY-6']);
    expect(rest['pageInfo']!['hasNextPage']).toBe(false);
  });

  it('keeps to its filter', async () => {
    const { volume } = await ask('volume { totals { requested { value } } }', `${PERIOD}, filter: { risks: ["High"] }`);
    expect(list(volume!['totals'])[0]!['requested']!['value']).toBe(0);
  });

  it('says how old what is open is at the end of the window', async () => {
    const { aging } = await ask('aging { totals { to open { value } ageP50 { value unit } under7Days { value numerator denominator } } }');
    const [total] = list(aging!['totals']);
    expect(total!['open']!['value']).toBe(4);
    expect(total!['under7Days']).toEqual({ value: 1, numerator: 4, denominator: 4 });
    expect(total!['ageP50']).toEqual({ value: 86_400 - 4 * 60, unit: 'SECONDS' });
  });

  it('tells what it rests on', async () => {
    const { volume } = await ask(
      'volume { provenance { asOfCursor ledger { log size root } policy policies engine parameters zone madeBy rowCount holes { source } holeCount indeterminate { rule } } }',
    );
    const provenance = volume!['provenance']!;
    expect(provenance).toMatchObject({ zone: 'UTC', madeBy: 'A administrator', rowCount: 2, engine: 'changeline/7', holeCount: 0 });
    expect(Number(provenance['ledger']!['size'])).toBeGreaterThan(Number(provenance['asOfCursor']));
    expect(String(provenance['ledger']!['root'])).toMatch(/^[0-9a-f]{64}$/);
    expect(list(provenance['policies'])).toContain(provenance['policy']);
    expect(JSON.parse(String(provenance['parameters']))).toEqual({
      ...{ report: 'volume', by: [], every: null, filter: {}, knownAt: null },
      period: { from: DAY, to: after(1), zone: 'UTC' },
    });
  });

  it('is partial where something of a source was not read to the end of the window, and names it', async () => {
    await hub.sql`insert into coverage (source, scope, collection, state, up_to, seq) values
      ('jira-acme', 'project:jira-acme:1', 'tickets', 'COMPLETE', ${`${after(2)}T00:00:00Z`}, 0),
      ('jira-acme', 'project:jira-acme:1', 'checks', 'DENIED', null, 0)`;
    const question =
      'volume { totals { partial } provenance { holes { collection } } } controlHealth { provenance { holes { collection state } } }';
    const whole = await ask(question);
    expect([list(whole['volume']!['totals'])[0]!['partial'], whole['volume']!['provenance']!['holes']]).toEqual([false, []]);
    expect(whole['controlHealth']!['provenance']!['holes']).toEqual([{ collection: 'checks', state: 'DENIED' }]);
    await hub.sql`update coverage set up_to = ${`${DAY}T12:00:00Z`} where collection = 'tickets'`;
    const { volume } = await ask(question);
    expect([list(volume!['totals'])[0]!['partial'], volume!['provenance']!['holes']]).toEqual([true, [{ collection: 'tickets' }]]);
    await hub.sql`delete from coverage`;
  });
});

describe('a late fact', () => {
  it('corrects a period that is over, and knownAt still gives the figure of then', async () => {
    const question = 'volume { totals { requested { value } closed { value } } }';
    await told(hub, [created(7), status(1, 25, '3', 'Done')]);
    const { volume: now } = await ask(question);
    expect(list(now!['totals'])[0]).toEqual({ requested: { value: 6 }, closed: { value: 2 } });
    const { volume: before } = await ask(question, `${PERIOD}, knownAt: "${then}"`);
    expect(list(before!['totals'])[0]).toEqual({ requested: { value: 5 }, closed: { value: 1 } });
  });
});

describe('what is no report', () => {
  it('is refused with a sentence', async () => {
    const period = (from: string, to: string, zone: string) => `period: { from: "${from}", to: "${to}", zone: "${zone}" }`;
    expect(await refusal(period('2026-01-01', '2026-02-01', 'Mars/Base'))).toBe(
      'BAD_INPUT "Mars/Base" is no IANA zone. Write it like Europe/Berlin, or UTC.',
    );
    expect(await refusal(period('2026-01-01', '2026-02-01', '+02:00'))).toContain('is no IANA zone');
    expect(await refusal(period('2026-02-01', '2026-01-01', 'UTC'))).toBe(
      'BAD_INPUT The period ends (2026-01-01) before it begins (2026-02-01): it is [from, to).',
    );
    expect(await refusal(period('2026-02-30', '2026-03-01', 'UTC'))).toContain(
      'BAD_INPUT period.from is "2026-02-30". Write a day of the zone',
    );
    expect(await refusal(`${period('2020-01-01', '2026-01-01', 'UTC')}, every: DAY`)).toContain(
      'BAD_INPUT This period has more than 400 windows.',
    );
    const many = Array.from({ length: 101 }, (_, n) => `"t${n}"`).join();
    expect(await refusal(`${PERIOD}, filter: { teams: [${many}] }`)).toContain('BAD_INPUT teams holds 101 values');
  });

  it('is a question for more reports than the hub counts at once', async () => {
    const fields = Array.from({ length: 40 }, (_, n) => `v${n}: volume { totals { from } }`).join(' ');
    expect(await refusal(PERIOD, fields)).toContain('TOO_COSTLY This question could answer with too many objects');
  });
});

describe('a figure', () => {
  it('counts a change for each value of what it is grouped by, those without one together, and once in the whole', async () => {
    await told(hub, [read(2, 'priority', 'x')]);
    const { volume } = await ask(
      'volume { totals { requested { value } } rows { nodes { ticketType risk requested { value } } } }',
      `${PERIOD}, by: [TICKET_TYPE, RISK]`,
    );
    expect(list(volume!['totals'])[0]!['requested']!['value']).toBe(6);
    expect(list(volume!['rows']!['nodes'])).toEqual([{ ticketType: 'Change', risk: null, requested: { value: 6 } }]);
  });
});
