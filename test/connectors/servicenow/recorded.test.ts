import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Draft } from '#contract';
import servicenow from '../../../connectors/servicenow/index.js';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { incidentOf, recorded, sysIdOf, updatesIn } from './recorded.js';

const isThere = isRecorded('servicenow');

describe.skipIf(!isThere)('recorded by ServiceNow (the folder in RECORDED)', () => {
  const ends = isThere ? endsOf(recorded) : [];
  const of = (part: string) => ends.filter(({ path }) => path.includes(part)).map(({ path: _, ...end }) => end);

  it('every payload ends as events, ignored with a reason, or quarantined with the column', () => {
    const line = countLine(recorded, ends);
    console.log(line);
    // 3,000 updates open, 925 of them end, 7 name a cause; four incidents of three events, five addresses, and 81 of three changes.
    expect(line).toBe('servicenow: 9 files, 3016 records: 4030 events, 1 ignored, 3 quarantined');
  });

  it('changes of the Change Management API are changes, whose numbers and booleans are values', () => {
    for (const file of ['change_post_standard', 'change_post_normal', 'change_query_by_number']) {
      expect(of(file), file).toEqual([{ events: expect.any(Number) as number }]);
    }
    expect(of('no_match')).toEqual([{ ignored: 'The list has no row: nothing matched the query.' }]);
  });

  it('approvals whose ids somebody made up are quarantined, and name the column', () => {
    expect(of('sysapproval_approver')).toHaveLength(3);
    for (const end of of('sysapproval_approver'))
      expect(end).toMatchObject({ quarantined: expect.stringMatching(/^row\.sys_id: /) as string });
  });

  it('users are accounts with addresses, incidents are opened and resolved', () => {
    expect(of('users')).toEqual(Array.from({ length: 5 }, () => ({ events: 1 })));
    expect(of('incidents')).toEqual(Array.from({ length: 4 }, () => ({ events: 3 })));
  });

  describe('a log of 3,000 updates of 447 incidents', () => {
    const csv = isThere
      ? readFileSync(join(process.env['RECORDED'] ?? '', 'servicenow/uci-incident-event-log/incident_event_log.part1.csv'), 'utf8')
      : '';
    const updates = updatesIn(csv);
    const events = updates.flatMap((update): readonly Draft[] => {
      const result = servicenow.normaliser.normalise(incidentOf(update));
      return 'events' in result ? result.events : [];
    });
    const distinct = (transition: string) =>
      new Map(events.filter(({ identity }) => identity.transition === transition).map((event) => [JSON.stringify(event.identity), event]));

    it('read update by update tells each opening once, with one core, however often the incident changed', () => {
      const opened = events.filter(({ identity }) => identity.transition === 'opened');
      expect([updates.length, opened.length, distinct('opened').size]).toEqual([3000, 3000, 447]);
      const cores = new Set(opened.map(({ identity, core, occurredAt }) => JSON.stringify([identity, core, occurredAt])));
      expect(cores.size).toBe(447);
    });

    it('tells each resolution once: those of the log, and of those without one the closing', () => {
      const over = updates.filter((update) => /^(Resolved|Closed)$/.test(update['incident_state'] ?? ''));
      const inLog = new Set(over.map((update) => `${update['number'] ?? ''} ${update['resolved_at'] || (update['closed_at'] ?? '')}`));
      expect(distinct('resolved').size).toBe(inLog.size);
    });

    it('tells every change that the log names as a cause, of the incident that names it', () => {
      const inLog = new Set(
        updates.filter(({ caused_by }) => caused_by).map(({ number = '', caused_by = '' }) => `${sysIdOf(number)} ${sysIdOf(caused_by)}`),
      );
      const told = new Set(
        [...distinct('causes').values()].map(({ identity }) => `${identity.natural[0] ?? ''} ${String(identity.discriminator?.[0])}`),
      );
      expect(told).toEqual(inLog);
      expect(inLog.size).toBeGreaterThan(0);
    });

    it('shows why a change is its audit row: five times two updates of one incident bear the same sys_mod_count', () => {
      const counts = updates.map(({ number = '', sys_mod_count = '' }) => `${number} ${sys_mod_count}`);
      expect(counts.length - new Set(counts).size).toBe(5);
    });
  });
});

if (!isThere) it.skip('RECORDED names no folder with recorded payloads of ServiceNow', () => undefined);
