import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkDoor } from '../../src/hub/link-door.js';
import { deploymentsOfChange, type LinkStatement, timelineOfChange } from '../../src/read/index.js';
import { issue, worldOf } from '../connectors/jira/world.js';
import { Company } from '../pipeline/company.js';
import { gapStatus, gapSteps } from '../pipeline/gap-of.js';
import { UNREVIEWED } from '../pipeline/plans.js';
import { type TwoTools, twoTools } from '../pipeline/two-tools.js';

const RULE = 'untraceable-deployment';
const TICKET = 'ticket:jira-acme:10001';
const CORA = { token: '00000000-0000-0000-0000-000000000000', name: 'Cora', reason: 'They forgot to name it; I asked them.' };

let hub: TwoTools;
/** What was deployed: a pull request whose title names no ticket, landed as one commit behind the first one. */
let things: Readonly<Record<'deployment' | 'pull request' | 'commit', string>>;

beforeAll(async () => {
  const company = new Company();
  const policy = { baselines: { '*': 'empty' as const }, settle: '0ms' };
  hub = await twoTools({ github: company.world, jira: worldOf([issue(1), issue(2)]), policy });
  for (const step of UNREVIEWED) company.play(step, hub.github);
  await hub.readToEnd();
  const [row] = await hub.sql<{ deployment: string; pull: string; commit: string }[]>`
    select d.deployment, p.pull_request as pull, 'commit:' || substring(p.repository from 12) || ':' || p.merge_commit as commit
    from deployment d cross join pull_request p`;
  things = { deployment: row?.deployment ?? '', 'pull request': row?.pull ?? '', commit: row?.commit ?? '' };
});
afterAll(() => hub.close());

async function says(said: LinkStatement): Promise<string> {
  const done = await linkDoor(hub.sql, hub.key)(said);
  await hub.follow();
  return 'sentence' in done ? done.sentence : done.event;
}
const asserts = (thing: string, ticket = TICKET) => says({ act: 'ASSERT', thing, ticket, by: CORA });
const retracts = (assertion: string) => says({ act: 'RETRACT', assertion, by: CORA });

/** What the rule says now, what made it say so, and the types of what it rests on beside the code. */
async function verdict(rule = RULE): Promise<string> {
  const [row] = await hub.sql<{ line: string }[]>`
    select concat_ws(' ', answer, cause, (
      select string_agg(t.type, ' ') from timeline_entry t where t.seq = any(v.events) and t.type like 'link.%')) as line
    from verdict v where rule = ${rule} and recorded_to is null`;
  return row?.line ?? 'NONE';
}
async function links(): Promise<readonly object[]> {
  return hub.sql`select method, place, strength, through from link where to_ref = ${TICKET} and recorded_to is null`;
}

describe('a deployment that leads to no change', () => {
  it('is a gap, whatever anybody may say of it later', async () => {
    expect(await verdict()).toMatch(/^GAP/);
    expect(await gapStatus(hub.sql, RULE)).toBe('OPEN');
    expect(await links()).toEqual([]);
  });

  it.each(['deployment', 'pull request', 'commit'] as const)(
    'leads to one once somebody says so of its %s, and to none once that is taken back; a rebuild says the same',
    async (kind) => {
      const assertion = await asserts(things[kind]);
      expect(await verdict()).toBe('PASS FACT link.asserted');
      expect(await gapStatus(hub.sql, RULE)).toBe('RESOLVED');
      const through = kind === 'deployment' ? things.deployment : things['pull request'];
      expect(await links()).toEqual([{ method: 'ASSERTED', place: 'assertion', strength: 'CARRIED', through: [through] }]);
      expect(await hub.rebuilt()).toEqual(await hub.dump());
      hub.restart();
      expect(await retracts(assertion)).toMatch(/^[0-9a-f]{64}$/);
      expect(await verdict()).toBe('GAP FACT');
      expect(await gapStatus(hub.sql, RULE)).toBe('OPEN');
      expect(await links()).toEqual([]);
      expect((await gapSteps(hub.sql, RULE)).slice(-2)).toEqual(['gap.resolved', 'gap.reopened']);
      expect(await hub.rebuilt()).toEqual(await hub.dump());
    },
  );

  it('is judged by the change that somebody names for it, too', async () => {
    expect(await verdict('unapproved-deployment')).toBe('GAP FACT');
    const assertion = await asserts(things.deployment);
    const [row] = await hub.sql<{ subject: string }[]>`
      select subject from verdict where rule = 'incomplete-request' and recorded_to is null and subject like ${`%${TICKET}`}`;
    expect(row?.subject).toContain(TICKET);
    await retracts(assertion);
  });

  it('shows on the link who says so, and that on the timeline of the change also when it was taken back', async () => {
    const assertion = await asserts(things['pull request']);
    const [page] = await deploymentsOfChange(hub.sql, [TICKET], { first: 10 });
    expect(page?.edges.map(({ node }) => node)).toMatchObject([
      { ref: things.deployment, method: 'ASSERTED', isImplementation: true, leadsThrough: [things['pull request']] },
    ]);
    const [said] = await hub.sql<{ event: string }[]>`
      select event_id as event from timeline_entry where seq = ${page?.edges[0]?.node.assertedSeq ?? -1}`;
    expect(said?.event).toBe(assertion);
    await retracts(assertion);
    const [told] = await timelineOfChange(hub.sql, [TICKET], { first: 200 });
    expect(told?.edges.map(({ node }) => node.type).filter((type) => type.startsWith('link.'))).toEqual(
      Array.from({ length: 5 }, () => ['link.asserted', 'link.retracted']).flat(),
    );
  });

  it('takes one assertion of a thing and a change at a time, and takes it back once', async () => {
    const [first, second] = await Promise.all([asserts(things.commit), asserts(things.commit)]);
    const done = [first, second].find((one) => /^[0-9a-f]{64}$/.test(one)) ?? '';
    expect([first, second].filter((one) => one !== done)).toEqual([expect.stringContaining(`already: event ${done}`)]);
    const other = await asserts(things.commit, 'ticket:jira-acme:10002');
    await retracts(done);
    expect(await retracts(done)).toBe('That assertion was taken back already.');
    // The other change still has it.
    expect(await verdict()).toBe('PASS FACT link.asserted');
    await retracts(other);
    expect(await verdict()).toBe('GAP FACT');
  });

  it('takes no assertion about what nobody read', async () => {
    expect(await asserts('deployment:github-acme:999')).toMatch(/^deployment:github-acme:999 was not read/);
    expect(await asserts(`${things.commit.slice(0, -1)}x`)).toMatch(/was not read from any source/);
    expect(await asserts(things.commit, 'ticket:jira-acme:99')).toMatch(/^ticket:jira-acme:99 was not read/);
    expect(await retracts('f'.repeat(64))).toMatch(/is no event that asserts a link/);
  });

  it('needs the word of nobody once the tool itself names the change; then that is what the link says', async () => {
    const assertion = await asserts(things['pull request']);
    const pull = hub.githubWorld.repositories[0]!.pulls[0]!;
    Object.assign(pull, { title: 'PAY-1: ask the bank twice', updatedAt: new Date().toISOString() });
    await hub.readUntil('the title is linked', async () => (await links()).length > 0 && !(await verdict()).includes('link.'));
    expect(await links()).toMatchObject([{ method: 'TITLE', place: 'title' }]);
    await retracts(assertion);
    expect(await verdict()).toMatch(/^PASS/);
    expect(await links()).toMatchObject([{ method: 'TITLE', place: 'title' }]);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});
