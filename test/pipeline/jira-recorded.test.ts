import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyRepository, worldOf as githubOf } from '../../src/sample/index.js';
import { worldOf } from '../connectors/jira/world.js';
import { answersIn, counted, type End, endsOf, putPage, send, webhooksIn } from './jira-payloads.js';
import { JIRA, JIRA_SECRET, type TwoTools, twoTools } from './two-tools.js';

const recorded = process.env['RECORDED'];
const webhooks = recorded ? [...webhooksIn(recorded)] : [];

function hubWith(unsignedWebhooks: boolean): Promise<TwoTools> {
  const repository = emptyRepository({ id: 4711, owner: { id: 77, login: 'acme', type: 'Organization' }, name: 'pay' });
  return twoTools({ github: githubOf([repository]), jira: worldOf([]), unsignedWebhooks });
}

/** Events, or a reason that is a sentence, or an error that names its field. */
function isAnEnd({ state, reason, field, events }: End): boolean {
  if (state === 'EVENTS') return events > 0;
  if (state === 'IGNORED') return /\w.*\.$/s.test(reason ?? '');
  return field !== null && (reason ?? '').includes(field) && /Look at the kept payload\. After a fix, replay\.$/.test(reason ?? '');
}

describe.skipIf(!recorded)('webhooks that Jira sent (folder in RECORDED)', () => {
  let hub: TwoTools;
  afterAll(() => hub.close());

  it('all 22 end as events when they come signed, each answered 202', async () => {
    hub = await hubWith(false);
    const door = await hub.door(JIRA);
    const answers = [];
    for (const [file, body] of webhooks) answers.push({ file, ...(await send(door, body, JIRA_SECRET)) });
    expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
    await hub.normalise();
    await hub.follow();
    const told = new Map<string, string>();
    for (const { file, body } of answers) {
      const ends = await endsOf(hub.sql, (JSON.parse(body) as { readonly delivery: string }).delivery);
      expect(ends.every(isAnEnd), JSON.stringify({ file, ends })).toBe(true);
      told.set(file, counted(ends));
    }
    expect([told.size, [...new Set(told.values())]]).toEqual([22, ['EVENTS 1']]);
    const types = await hub.sql<{ line: string }[]>`
      select type || ' ' || count(*) as line from timeline_entry where source = ${JIRA} group by type order by type`;
    console.log(`22 webhooks of Jira: ${types.map(({ line }) => line).join(', ')}`);
    expect(types.map(({ line }) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['ticket.commented', 'ticket.created', 'ticket.deleted', 'ticket.field_changed', 'ticket.status_changed']),
    );
  });

  it('are all refused when they come unsigned, and leave nothing', async () => {
    const kept = async () => (await hub.sql`select true from inbox_delivery`).length;
    const before = await kept();
    const statuses = new Set<number>();
    for (const [, body] of webhooks) statuses.add((await send(await hub.door(JIRA), body, null)).status);
    expect([[...statuses], await kept()]).toEqual([[401], before]);
  });
});

describe.skipIf(!recorded)('webhooks that Jira sent, at a door whose operator said that they are not signed (folder in RECORDED)', () => {
  it('ring for the tickets that they name, and nothing that they say is believed or kept', async () => {
    const hub = await hubWith(true);
    try {
      const door = await hub.door(JIRA);
      const rang = new Map<string, number>();
      for (const [, body] of webhooks) {
        const answer = await send(door, body, null);
        rang.set(`${answer.status} ${answer.body}`, (rang.get(`${answer.status} ${answer.body}`) ?? 0) + 1);
      }
      expect(rang).toEqual(new Map([['202 {"rung":1}', 22]]));
      expect(await hub.sql`select true from inbox_delivery where source = ${JIRA}`).toEqual([]);
      await hub.readToEnd();
      expect(await hub.sql`select true from timeline_entry where type like 'ticket.%'`).toEqual([]);
      expect(await hub.sql`select true from inbox_doorbell`).toEqual([]);
    } finally {
      await hub.close();
    }
  });
});

describe.skipIf(!recorded)('answers of Jira’s REST API (folder in RECORDED)', () => {
  const told = new Map<string, string>();
  let hub: TwoTools;

  beforeAll(async () => {
    hub = await hubWith(false);
    for (const { file, records } of answersIn(recorded ?? '')) {
      const page = await putPage(hub.sql, records);
      await hub.normalise();
      const ends = await endsOf(hub.sql, page);
      expect(ends, file).toHaveLength(records.length);
      expect(
        ends.filter((end) => !isAnEnd(end)),
        file,
      ).toEqual([]);
      told.set(file, counted(ends));
    }
  }, 120_000);
  afterAll(() => hub.close());

  it('all end: issues and entries of changelogs as events, and what is no issue, or too little of one, quarantined', () => {
    console.log([...told].map(([file, ends]) => `${ends.padEnd(24)} ${file}`).join('\n'));
    const [withEvents, others] = [true, false].map((wanted) => [...told].filter(([, ends]) => ends.startsWith('EVENTS') === wanted));
    expect(Object.fromEntries(withEvents ?? [])).toEqual({
      'apache-devlake/jira/issue_changelogs/_raw_jira_api_issue_changelogs.csv': 'EVENTS 4',
      'apache-devlake/jira/raw_tables/_raw_jira_api_issue_changelogs.csv': 'EVENTS 279',
      'apache-devlake/jira/raw_tables/_raw_jira_api_issue_relationships.csv': 'EVENTS 22',
      'apache-devlake/jira/raw_tables/_raw_jira_api_issues.csv': 'EVENTS 33',
      'apache-devlake/jira/raw_tables/_raw_jira_api_issues_for_due_date.csv': 'EVENTS 1',
      'apache-devlake/jira/raw_tables/_raw_jira_external_epics.csv': 'EVENTS 3',
      'faros-airbyte/rest_responses/issues/issues.json': 'EVENTS 4',
    });
    expect(others).toHaveLength(26);
    expect(others?.filter(([, ends]) => !/^QUARANTINED \d+$/.test(ends))).toEqual([]);
  });
});

if (!recorded) it.skip('RECORDED names no folder with recorded payloads of Jira', () => undefined);
