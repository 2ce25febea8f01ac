import { afterEach, describe, expect, it } from 'vitest';
import { deliver, type Deployment, type JiraIssue, renamedPayload } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { repositoriesOf } from '../../../src/sample/organisation/repositories.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { SECRET, SOURCE } from '../hub-under-test.js';
import { type Acme, openAcme, policyOfAcme, refOf } from './acme.js';
import { rangeOf } from './seen.js';

const { ana, ben, cleo, dan } = people;
let acme: Acme;
afterEach(() => acme.close());

async function carries(rollout: Deployment, ticket: JiraIssue): Promise<boolean> {
  const rows = await acme.sql`
    select true from link where from_ref = ${refOf(rollout)} and to_ref = ${refOf(ticket)} and strength = 'CARRIED' and recorded_to is null`;
  return rows.length > 0;
}

/** From the storefront's project to that of payments; Jira goes on to understand the old key. */
function movedToPayments(ticket: JiraIssue, at: string): void {
  const { jira } = acme.company;
  const [before, after] = [ticket.key, 'PAY-977'];
  const [from, to] = [ticket.projectId, jira.projects.find(({ key }) => key === 'PAY')!.id];
  ticket.formerKeys.push(before);
  Object.assign(ticket, { key: after, projectId: to, updated: at });
  const items = [
    { field: 'project', fieldtype: 'jira' as const, fieldId: 'project', from, fromString: 'Storefront', to, toString: 'Payments' },
    { field: 'Key', fieldtype: 'jira' as const, from: null, fromString: before, to: null, toString: after },
  ];
  ticket.histories.push({ id: '199999', author: dan.jira.accountId, created: at, items });
}

describe('Terms, Change: what a thing is called may change', () => {
  it('“A key counts when its ticket was read”: a ticket that moved keeps its links, and is found by either key', async () => {
    let story: { ticket: JiraIssue; rollout: Deployment } | undefined;
    acme = await openAcme({
      before: (day) => {
        const one = day();
        const ticket = approved(one, 'WEB', 'Vouchers');
        one.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: vouchers` });
        story = { ticket, rollout: one.deploy('11:30', 'web') };
      },
    });
    const { ticket, rollout } = story!;
    await acme.readToEnd();
    expect(await carries(rollout, ticket)).toBe(true);
    const old = ticket.key;
    movedToPayments(ticket, new Date().toISOString());
    const day = acme.day();
    day.land(MORNING, dan, cleo, { in: 'web', title: `${old}: by its old key` });
    const byOld = day.deploy('11:30', 'web');
    day.land(NOON, cleo, dan, { in: 'web', title: `${ticket.key}: by its new key` });
    const byNew = day.deploy('13:00', 'web');
    for (const one of acme.company.sent()) await acme.arrives(one);
    await acme.readUntil('both are judged', async () => (await carries(byOld, ticket)) && carries(byNew, ticket));
    await acme.readToEnd();
    expect(await carries(rollout, ticket)).toBe(true);
    for (const each of [rollout, byOld, byNew]) {
      expect(await acme.answer('unapproved-deployment', each, ticket)).toBe('PASS');
      expect(await acme.answers(['untraceable-deployment', 'untracked-commits'], each)).toEqual([
        'untraceable-deployment PASS',
        'untracked-commits PASS',
      ]);
    }
    const alive = await acme.sql`select true from timeline_entry where type = 'ticket.deleted'`;
    expect(alive).toEqual([]);
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it('“the repository that the service is built from”: a repository that is renamed stays the same, and its lane goes on', async () => {
    const { services, baselines } = await policyOfAcme();
    const pay = { ...services!['pay']!, repositories: ['acme/pay', 'acme/payments'] };
    const founded = repositoriesOf().pay.branches.get('main')!;
    let before: Deployment | undefined;
    acme = await openAcme({
      policy: { services: { ...services, pay }, baselines: { ...baselines, 'acme/payments': founded } },
      before: (day) => {
        const one = day();
        const ticket = approved(one, 'PAY', 'Before');
        one.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: before` });
        before = one.deploy('11:30', 'pay');
      },
    });
    await acme.readToEnd();
    const known = await rangeOf(acme, before!);
    const repository = acme.company.repositories.pay;
    repository.formerNames.push('acme/pay');
    repository.name = 'payments';
    const day = acme.day();
    const ticket = approved(day, 'PAY', 'After');
    const pull = day.land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: after` });
    const rollout = day.deploy('11:30', 'pay');
    for (const one of acme.company.sent()) await acme.arrives(one);
    await acme.readUntil('it is read', () => carries(rollout, ticket));
    await acme.readToEnd();
    expect(await rangeOf(acme, before!)).toEqual(known);
    expect(await rangeOf(acme, rollout)).toMatchObject({ baseSha: before!.sha, carries: [pull.mergeCommit] });
    const rules = ['untraceable-deployment', 'direct-push'];
    expect(await acme.answers(rules, rollout)).toEqual(rules.map((rule) => `${rule} PASS`));
    const names = await acme.sql<{ service: string }[]>`
      select distinct unnest(services) as service from change_state where recorded_to is null`;
    expect(names).toEqual([{ service: 'pay' }]);
  });

  it.each(['told by webhooks and read', 'only read'])('a repository that has its first name again bears that name: %s', async (how) => {
    acme = await openAcme({ policy: { services: {}, baselines: {} } });
    await acme.readToEnd();
    const repository = acme.company.repositories.pay;
    for (const [from, to] of [
      ['pay', 'payments'],
      ['payments', 'pay'],
    ] as const) {
      repository.formerNames.push(`acme/${from}`);
      repository.name = to;
      if (how !== 'only read') {
        const scene = { addresses: acme.github.addresses, repository, sender: repository.owner };
        await deliver({ url: await acme.door(), secret: SECRET }, renamedPayload(scene, from));
      }
      await acme.poll();
      await acme.follow();
    }
    const id = `repository:${SOURCE}:${repository.id}`;
    expect(await acme.sql`select name from repository where repository = ${id}`).toEqual([{ name: 'acme/pay' }]);
    const told = await acme.sql<{ name: string }[]>`
      select convert_from(body, 'utf8')::jsonb -> 'core' ->> 'name' as name
      from ledger_event
      where convert_from(leaf, 'utf8')::jsonb ->> 'type' = 'repository.renamed' and convert_from(leaf, 'utf8')::jsonb ->> 'subject' = ${id}
      order by seq`;
    expect(told.map(({ name }) => name)).toEqual(['acme/pay', 'acme/payments', 'acme/pay']);
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });

  it('14.13 a tag that is moved after it was deployed changes nothing of what was deployed', async () => {
    let story: { ticket: JiraIssue; rollout: Deployment } | undefined;
    acme = await openAcme({
      before: (day, { repositories }) => {
        const one = day();
        const ticket = approved(one, 'PAY', 'The first release');
        one.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: the first release` });
        const sha = one.mainOf('pay');
        repositories.pay.tags.push({ name: 'v1', object: sha, commit: sha, annotated: false });
        story = { ticket, rollout: Object.assign(one.deploy('11:30', 'pay'), { ref: 'v1' }) };
      },
    });
    const { ticket, rollout } = story!;
    await acme.readToEnd();
    const known = await rangeOf(acme, rollout);
    const day = acme.day();
    day.land(MORNING, ben, ana, { in: 'pay', title: 'Nothing says why' });
    const moved = day.mainOf('pay');
    for (const one of acme.company.sent()) await acme.arrives(one);
    acme.company.repositories.pay.tags[0] = { name: 'v1', object: moved, commit: moved, annotated: false };
    await acme.readUntil('the tag is read', async () => {
      const rows = await acme.sql`select true from timeline_entry where type like 'tag.%' and subject like '%v1'`;
      return rows.length > 1;
    });
    await acme.readToEnd();
    expect(await rangeOf(acme, rollout)).toEqual(known);
    expect(known.carries).toEqual([rollout.sha]);
    expect(await acme.answer('unapproved-deployment', rollout, ticket)).toBe('PASS');
    expect(await acme.answer('untraceable-deployment', rollout)).toBe('PASS');
  });
});
