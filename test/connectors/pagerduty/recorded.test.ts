import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Draft, parseInstant } from '#contract';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { rowsOf } from '../jira/rows.js';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { recorded } from './recorded.js';

const root = join(process.env['RECORDED'] ?? '', 'pagerduty');
const devlake = join('apache-devlake', 'pagerduty');

function eventsOf(path: string): readonly Draft[] {
  const records = recorded.records(path, readFileSync(join(root, path)));
  if ('ignored' in records) return [];
  return records.flatMap((record) => {
    const end = pagerduty.normaliser.normalise(record);
    return 'events' in end ? end.events : [];
  });
}

describe.skipIf(!isRecorded('pagerduty'))('recorded of PagerDuty (the folder in RECORDED)', () => {
  it('every payload ends', () => {
    const ends = endsOf(recorded);
    console.log(countLine(recorded, ends));
    expect(countLine(recorded, ends)).toBe('pagerduty: 10 files, 12 records: 5 events, 8 ignored, 0 quarantined');
  });

  it('a webhook of 2021, which had no created_at yet, opens its incident; a resolution is left to the reading', () => {
    expect(eventsOf(join('zulip', 'webhooks', 'triggered_v3.json'))).toMatchObject([
      { type: 'incident.opened', subject: { $ref: ['incident', 'PFQZPSY'] }, core: { number: '9', service: 'PA2P440' } },
    ]);
    expect(eventsOf(join('zulip', 'webhooks', 'resolved_v3.json'))).toEqual([]);
  });

  it('incidents say what the table says that another program made of them: number, service, creation, end', () => {
    const events = eventsOf(join(devlake, 'raw_tables', '_raw_pagerduty_incidents.csv'));
    const rows = rowsOf(readFileSync(join(root, devlake, 'snapshot_tables', '_tool_pagerduty_incidents.csv'), 'utf8'));
    const opened = events.filter(({ type }) => type === 'incident.opened');
    expect(opened.map(({ core, occurredAt }) => [core['number'], core['service'], occurredAt?.from])).toEqual(
      rows.map((row) => [row['number'], row['service_id'], parseInstant(row['created_date'] ?? '')]),
    );
    // Its `updated_date` of a resolved incident is the last change of status, and `resolution_date` in its other table the same.
    const resolved = rows.filter((row) => row['status'] === 'resolved');
    expect(
      events
        .filter(({ type }) => type === 'incident.resolved')
        .map(({ core, occurredAt }) => [core['number'], core['severity'], occurredAt?.from]),
    ).toEqual(resolved.map((row) => [row['number'], row['urgency'], parseInstant(row['updated_date'] ?? '')]));
  });
});

if (!isRecorded('pagerduty')) it.skip('RECORDED names no folder with recorded payloads of PagerDuty', () => undefined);
