import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestSync } from '../../../src/intake/index.js';
import { branchProtectionRulePayload, type Deployment, issueDeletedPayload, type JiraIssue, type Pull } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { until } from '../../intake/until.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import { SOURCE, type TestPolicy } from '../hub-under-test.js';
import { JIRA } from '../two-tools.js';
import { pushed, SENDER } from '../senders.js';
import { type Acme, openAcme, refOf, type Subject } from '../terms/acme.js';

const { ana, ben, cleo, dan } = people;

const policy: TestPolicy = {
  clockSkew: '1s',
  // What was recorded just now settles at once.
  settle: '0s',
  trust: { [SENDER]: ['evidence.removed', 'policy.evaluated'] },
  rules: { ...ALL_RULES, 'control-weakened': { enabled: true, within: '1s' } },
};

interface Told {
  readonly ticket: JiraIssue;
  readonly pull: Pull;
  readonly rollout: Deployment;
}

describe('the rules of integrity: a gap that later facts resolve', () => {
  let acme: Acme;
  let told: Told;
  const steps = async (rule: string, about: readonly Subject[]) => {
    const rows = await acme.sql<{ type: string }[]>`
      select type from timeline_entry where type like 'gap.%' and subject = ${`gap:${rule}:${about.map(refOf).join(' ')}`} order by seq`;
    return rows.map(({ type }) => type);
  };
  const becomes = async (answer: string, rule: string, ...about: readonly Subject[]) => {
    await acme.readUntil(`${rule} is ${answer}`, async () => (await acme.answer(rule, ...about)) === answer).catch(() => undefined);
    expect(`${await acme.answer(rule, ...about)}: ${await acme.sentence(rule, ...about)}`).toMatch(new RegExp(`^${answer}`));
    await acme.follow();
  };

  beforeAll(async () => {
    acme = await openAcme({
      policy,
      before: (day, company) => {
        company.github.denied.add('reviews');
        company.repositories.web.protections.set('main', { approvals: 2, admins: true });
        const own = day();
        const ticket = approved(own, 'PAY', 'Show the fee');
        const pull = own.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: show the fee` });
        told = { ticket, pull, rollout: own.deploy('12:30', 'pay') };
      },
    });
    await acme.readToEnd();
  }, 240_000);
  afterAll(() => acme?.close());

  it('blind-spot: reviews that the token may not read, until it may', async () => {
    const about = [told.rollout, told.ticket];
    await becomes('GAP', 'blind-spot', ...about);
    expect(await acme.sentence('blind-spot', ...about)).toContain('The reviews of acme/pay cannot be read');
    acme.githubWorld.denied.delete('reviews');
    await becomes('PASS', 'blind-spot', ...about);
    expect(await steps('blind-spot', about)).toEqual(['gap.opened', 'gap.resolved']);
  }, 240_000);

  it('blind-spot: a census that differs, until one agrees', async () => {
    const about = [told.rollout, told.ticket];
    const passes = async () => {
      const [row] = await acme.sql<{ passes: number }[]>`select passes from source_stream where stream = 'census:tickets'`;
      return row?.passes ?? 0;
    };
    const sweep = async () => {
      const before = await passes();
      await requestSync(acme.sql, JIRA, 'census:tickets');
      await acme.readUntil('the sweep is over', async () => (await passes()) > before);
    };
    const hidden = acme.jiraWorld.issues.splice(0);
    // Two sweeps agree before anything is said; and where a tool shows nothing at all, nothing was deleted.
    for (let nth = 0; nth < 2; nth += 1) await sweep();
    await becomes('GAP', 'blind-spot', ...about);
    expect(await acme.sentence('blind-spot', ...about)).toContain('The census of tickets of jira-acme still differs');
    acme.jiraWorld.issues.push(...hidden);
    await sweep();
    await becomes('PASS', 'blind-spot', ...about);
    expect(await steps('blind-spot', about)).toEqual(['gap.opened', 'gap.resolved', 'gap.reopened', 'gap.resolved']);
  }, 240_000);

  it('evidence-removed: a ticket that was deleted, until somebody works on it again', async () => {
    const about = [told.rollout, told.ticket];
    await becomes('PASS', 'evidence-removed', ...about);
    const scene = { world: acme.jiraWorld, url: acme.jira.url };
    await acme.arrives({ tool: 'jira', payload: JSON.parse(JSON.stringify(issueDeletedPayload(scene, told.ticket))) });
    await becomes('GAP', 'evidence-removed', ...about);
    expect(await acme.sentence('evidence-removed', ...about)).toContain(
      `${told.ticket.key}, on which ${told.ticket.key} rests, was deleted`,
    );
    acme.company.sent();
    acme.day(Date.UTC(2025, 5, 2)).move('09:00', ana, told.ticket, 'In Review');
    for (const one of acme.company.sent()) await acme.arrives(one);
    await becomes('PASS', 'evidence-removed', ...about);
    expect(await steps('evidence-removed', about)).toEqual(['gap.opened', 'gap.resolved']);
  }, 240_000);

  it('evidence-removed: a review of which a trusted sender says that it was deleted, until the sender corrects that', async () => {
    const about = [told.rollout, told.ticket];
    const removed = (id: string | number) => ({
      type: 'evidence.removed',
      id: 'audit-7',
      at: '2025-03-01T10:00:00Z',
      data: { about: `review:${SOURCE}:${id}`, by: { id: 'root' } },
    });
    await pushed(acme, [removed(told.pull.reviews[0]!.id)]);
    await becomes('GAP', 'evidence-removed', ...about);
    expect(await acme.sentence('evidence-removed', ...about)).toContain(`A review of pull request #${told.pull.number}`);
    await pushed(acme, [removed(1)]);
    await becomes('PASS', 'evidence-removed', ...about);
    expect(await steps('evidence-removed', about)).toEqual(['gap.opened', 'gap.resolved', 'gap.reopened', 'gap.resolved']);
  }, 240_000);

  it('control-weakened: a protection that was loosened before a merge, until it is told that it was restored before, too', async () => {
    const [first] = await acme.sql<{ at: string }[]>`
      select max(recorded_at) as at from protection where branch = 'main' and said -> 'settings' ->> 'approvals' = '2'`;
    const begin = Math.ceil(Date.parse(String(first!.at)) / 1000) * 1000 + 1000;
    await until('all of it lies in the past', () => Promise.resolve(Date.now() > begin + 4_000));
    const now = acme.day(begin);
    const ticket = now.raise('00:00', cleo, { in: 'WEB', summary: 'Vouchers' });
    now.land(['00:00:00', '00:00:00', '00:00:01'], cleo, dan, { in: 'web', title: `${ticket.key}: vouchers` });
    const rollout = now.deploy('00:00:02', 'web', { starts: '00:00:02', ends: '00:00:03' });
    for (const one of acme.company.sent()) await acme.arrives(one);
    const { web } = acme.company.repositories;
    const rule = async (action: 'created' | 'edited', approvals: number, afterMs: number) => {
      const updatedAt = new Date(begin + afterMs).toISOString();
      const scene = { addresses: acme.github.addresses, repository: web };
      const payload = branchProtectionRulePayload(
        scene,
        { id: 7, pattern: 'main', createdAt: updatedAt, updatedAt, approvals, admins: true },
        action,
      );
      await acme.arrives({ tool: 'github', payload: JSON.parse(JSON.stringify(payload)) });
    };
    await becomes('PASS', 'control-weakened', rollout);
    await rule('created', 2, 0);
    await rule('edited', 1, 200);
    await becomes('GAP', 'control-weakened', rollout);
    expect(await acme.sentence('control-weakened', rollout)).toContain(
      'The protection of main of acme/web was loosened (it asks for fewer approving reviews)',
    );
    await rule('edited', 2, 600);
    await becomes('PASS', 'control-weakened', rollout);
    expect(await steps('control-weakened', [rollout])).toEqual(['gap.opened', 'gap.resolved']);
  }, 240_000);

  it('control-weakened: a guard that was gone around, until the sender corrects that', async () => {
    const evaluated = (result: string) => ({
      type: 'policy.evaluated',
      id: 'suite-9',
      at: '2025-01-06T10:00:00Z',
      data: { guard: 'two reviews', result, about: refOf(told.rollout) },
    });
    await pushed(acme, [evaluated('BYPASSED')]);
    await becomes('GAP', 'control-weakened', told.rollout);
    await pushed(acme, [evaluated('FAILED')]);
    // What protected its branches then, nobody knows.
    await becomes('INDETERMINATE', 'control-weakened', told.rollout);
  }, 240_000);

  it('a rebuild says the same', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);
});
