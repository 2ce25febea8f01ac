import { afterEach, describe, expect, it } from 'vitest';
import { instantOf, jiraTime } from '../../src/sample/jira/time.js';
import type { Jira } from '../../src/sample/index.js';
import { startJira } from '../../src/sample/index.js';
import { DOOR, ids, siteOf, ticket } from './jira-world.js';

const wall = (text: string): number => Date.parse(`${text}:00Z`);
const utc = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

describe('wall times', () => {
  it.each([
    ['Europe/Berlin', '2026-07-01T12:00', '2026-07-01T10:00', 'summer time'],
    ['America/New_York', '2026-01-15T12:00', '2026-01-15T17:00', 'a zone behind UTC'],
    ['Asia/Kolkata', '2026-01-15T12:00', '2026-01-15T06:30', 'a zone of half an hour'],
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T01:30', 'the hour that comes twice, read as the second'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T06:30', 'the same behind UTC'],
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30', 'the hour that never comes, read as the one after'],
    ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00', 'the first minute after'],
    ['Europe/Berlin', '2026-10-25T01:59', '2026-10-24T23:59', 'the last minute before'],
  ])('in %s, %s is %s in UTC: %s', (zone, local, expected) => {
    expect(utc(instantOf(wall(local), zone))).toBe(expected);
  });

  it('writes both of two hours that show the same, and tells them apart by the offset', () => {
    expect(jiraTime('2026-10-25T00:30:00.097Z', 'Europe/Berlin')).toBe('2026-10-25T02:30:00.097+0200');
    expect(jiraTime('2026-10-25T01:30:00.097Z', 'Europe/Berlin')).toBe('2026-10-25T02:30:00.097+0100');
    expect(jiraTime('2026-01-01T00:00:00.000Z', 'America/St_Johns')).toBe('2025-12-31T20:30:00.000-0330');
  });
});

describe('JQL times in the time zone of the user', () => {
  let jira: Jira;
  afterEach(() => jira.close());
  const updatedAt = (number: number, updated: string) => ticket(number, { updated });
  // Berlin showed 02:30 twice, at 00:30 and at 01:30 in UTC.
  const night = () => [
    updatedAt(1, '2026-10-25T00:30:00.000Z'),
    updatedAt(2, '2026-10-25T00:45:00.000Z'),
    updatedAt(3, '2026-10-25T01:45:00.000Z'),
  ];

  async function found(zone: string, jql: string): Promise<string[]> {
    const world = siteOf(night());
    world.users[0]!.timeZone = zone;
    jira = await startJira(world, DOOR);
    return ids(jira, { jql: `project = PAY AND ${jql} ORDER BY updated ASC` });
  }

  it('loses the first of two hours for whoever asks with the wall time that the first of them showed', async () => {
    expect(await found('Europe/Berlin', 'updated >= "2026-10-25 02:30"')).toEqual(['10003']);
  });

  it('loses what changed for whoever writes UTC while the user lives west of it, and finds too much for one east of it', async () => {
    expect(await found('America/New_York', 'updated >= "2026-10-25 00:30"')).toEqual([]);
    await jira.close();
    expect(await found('Europe/Berlin', 'updated >= "2026-10-25 00:30"')).toEqual(['10001', '10002', '10003']);
  });

  it('loses nothing for whoever asks with epoch milliseconds', async () => {
    expect(await found('Europe/Berlin', `updated >= ${Date.parse('2026-10-25T00:30:00Z')}`)).toEqual(['10001', '10002', '10003']);
  });

  it('reads a time as the beginning of its minute', async () => {
    expect(await found('UTC', 'updated > "2026/10/25 00:45"')).toEqual(['10003']);
    await jira.close();
    expect(await found('UTC', 'updated > "2026-10-25 00:44" AND updated < "2026-10-25 01:45"')).toEqual(['10002']);
  });
});
