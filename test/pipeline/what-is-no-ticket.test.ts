import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JiraWorld, loadHistory } from '../../src/sample/index.js';
import { issue, worldOf } from '../connectors/jira/world.js';
import { keysIn, textsOf } from './key-texts.js';
import { ticketLinks } from './ticket-links.js';
import { type TwoTools, twoTools } from './two-tools.js';

const recorded = process.env['RECORDED'];

/** A Jira that has every project which a key could seem to be of, each with one ticket, and none of the seeming keys. */
function jiraWithout(seeming: readonly string[]): JiraWorld {
  const keys = [...new Set(['UTF', 'SHA', 'CVE', ...seeming.map((key) => key.slice(0, key.lastIndexOf('-')))])].sort();
  const projects = keys.map((key, nth) => ({ id: String(20_000 + nth), key, name: key, formerKeys: [], type: 'software' as const }));
  const issues = projects.map(({ id, key }, nth) => issue(nth, { key: `${key}-999999`, projectId: id }));
  return worldOf(issues, { projects });
}

describe.skipIf(!recorded)(
  'the history octokit__webhooks.js (folder in RECORDED), beside a Jira with projects that its texts seem to name',
  () => {
    let hub: TwoTools;
    /** What looks like a key in its texts. */
    let seeming: readonly string[];

    beforeAll(async () => {
      const folder = join(recorded ?? '', 'git-history', 'octokit__webhooks.js');
      const { texts, alone } = await textsOf(folder);
      seeming = [...new Set([...texts.map(({ text }) => text), ...alone].flatMap((text) => keysIn(text, '[A-Z][A-Z0-9_]+')))].sort();
      hub = await twoTools({ github: await loadHistory(folder), jira: jiraWithout(seeming), policy: { baselines: { '*': 'empty' } } });
      await hub.readToEnd();
    }, 240_000);
    afterAll(() => hub.close());

    it('gives no link to a ticket at all, and asks for none: every project was read to its end', async () => {
      console.log(`What looks like a key: ${seeming.join(', ')}`);
      const [read] = await hub.sql<{ tickets: number; mentioned: readonly string[] }[]>`
      select (select count(*)::int from ticket) as tickets, (select array_agg(distinct key order by key) from ticket_mention) as mentioned`;
      expect(read?.tickets).toBe(hub.jiraWorld.projects.length);
      expect(read?.mentioned).toContain('GH-889');
      expect(await ticketLinks(hub.sql)).toEqual(new Map());
      const answers = await hub.sql<{ answer: string }[]>`
      select distinct answer from verdict where rule = 'untraceable-deployment' and recorded_to is null`;
      expect(answers).toEqual([{ answer: 'GAP' }]);
    });

    it('gives exactly the links to GH-889 once there is such a ticket', async () => {
      const project = hub.jiraWorld.projects.find(({ key }) => key === 'GH');
      hub.jiraWorld.issues.push(issue(889, { key: 'GH-889', projectId: project!.id }));
      await hub.readToEnd();
      const links = await ticketLinks(hub.sql);
      expect([...links]).toEqual([[expect.stringMatching(/^GH-889 901 v/), 'CARRIED']]);
    });
  },
);

if (!recorded) it.skip('RECORDED names no folder with recorded histories', () => undefined);
