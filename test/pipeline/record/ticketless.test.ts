import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkDoor } from '../../../src/hub/link-door.js';
import { changeRef, changeRows, changes } from '../../../src/read/index.js';
import type { Commit } from '../../../src/sample/github/world.js';
import type { Deployment, JiraIssue, Pull } from '../../../src/sample/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING, NOON } from '../../../src/sample/organisation/stories/usual.js';
import { SOURCE } from '../hub-under-test.js';
import { type Acme, openAcme, refOf } from '../terms/acme.js';
import { written } from './written.js';

const { ana, ben, cleo, dan, eva, finn } = people;

interface Told {
  readonly untraceable: Deployment;
  readonly pull: Pull;
  readonly late: JiraIssue;
  readonly tracked: JiraIssue;
  readonly direct: Commit;
  readonly mixed: Deployment;
  readonly gone: Deployment;
  readonly back: Deployment;
}

let acme: Acme;
let told: Told;
const by = { token: '00000000-0000-0000-0000-000000000000', name: 'Ana', reason: 'She was asked.' };

beforeAll(async () => {
  acme = await openAcme({
    before: (day, company) => {
      const first = day();
      const late = first.raise('09:05', cleo, { in: 'WEB', summary: 'Vouchers' });
      const pull = first.land(MORNING, cleo, dan, { in: 'web', title: 'Vouchers' });
      const untraceable = first.deploy('11:30', 'web');
      const second = day();
      const tracked = approved(second, 'PAY', 'Refunds');
      second.land(MORNING, ana, ben, { in: 'pay', title: `${tracked.key}: refunds` });
      const direct = second.pushToMain('11:20', ana, 'pay', 'Round up');
      const mixed = second.deploy('11:40', 'pay');
      const third = day();
      const before = company.repositories.infra.branches.get('main')!;
      third.land(NOON, eva, finn, { in: 'infra', title: 'Another cable' });
      const gone = third.deploy('12:30', 'infra');
      const back = third.deploy('14:00', 'infra', { revision: before });
      told = { untraceable, pull, late, tracked, direct, mixed, gone, back };
    },
  });
  await acme.readToEnd();
}, 120_000);
afterAll(() => acme?.close());

const commitOf = ({ sha }: Commit) => `commit:${SOURCE}:${String(acme.company.repositories.pay.id)}:${sha}`;
const listed = async () => (await changes(acme.sql, {}, { first: 200 }, 'CREATED_ASC')).edges.map(({ node }) => node.change);

describe('Changes without a ticket', () => {
  it('an untraceable deployment has a record of its own, with its execution and outcome, and is among the changes', async () => {
    const record = await written(acme, told.untraceable);
    expect(record).toMatchObject({ kind: 'DEPLOYMENT', outcome: 'SUCCESSFUL', services: ['web'], changeClass: 'NORMAL' });
    expect(record!.contents).toEqual(
      expect.arrayContaining(['REQUEST_DETAILS ABSENT', 'APPROVAL_HISTORY ABSENT', 'EXECUTION_EVIDENCE PRESENT', 'FINAL_OUTCOME PRESENT']),
    );
    expect(record!.proofs).toEqual(expect.arrayContaining(['AUTHORISATION CONTRADICTED', 'EXECUTION PROVEN']));
    expect(await listed()).toContain(refOf(told.untraceable));
    const [row] = await changeRows(acme.sql, [refOf(told.untraceable)]);
    expect(row).toMatchObject({ key: null, type: null, isChange: true, services: ['web'], environments: ['production'] });
  });

  it('a direct push that reached production with the changes of others has a record of its own; the others are no part of it', async () => {
    const ref = commitOf(told.direct);
    expect(await written(acme, ref)).toMatchObject({ kind: 'COMMIT', outcome: 'SUCCESSFUL', services: ['pay'] });
    expect(await written(acme, told.mixed)).toBeNull();
    expect(await written(acme, told.tracked)).toMatchObject({ kind: 'TICKET' });
    expect(await listed()).toEqual(expect.arrayContaining([ref, refOf(told.tracked)]));
    expect(await changeRef(acme.sql, { ref })).toBe(ref);
  });

  it('one whose commits were taken out is BACKED_OUT; the rollback itself is no change', async () => {
    expect(await written(acme, told.gone)).toMatchObject({ kind: 'DEPLOYMENT', outcome: 'BACKED_OUT' });
    expect(await written(acme, told.back)).toBeNull();
  });

  it('when the ticket is found later the two become one, and both ids keep working', async () => {
    const [ref, ticket] = [refOf(told.untraceable), refOf(told.late)];
    acme.day().retitle('09:00', cleo, told.pull, `${told.late.key}: vouchers`);
    for (const one of acme.company.sent()) await acme.arrives(one);
    await acme.readUntil('its pull request names the ticket', async () => (await written(acme, told.untraceable)) === null);
    expect(await written(acme, told.late)).toMatchObject({ kind: 'TICKET', outcome: 'SUCCESSFUL', services: ['web'] });
    expect(await listed()).not.toContain(ref);
    for (const asked of [{ ref }, { id: `change:${ref}` }, { ref: ticket }]) expect(await changeRef(acme.sql, asked)).toBe(ticket);
  });

  it('a person says so, and takes it back: they become one, and part again', async () => {
    const [ref, ticket] = [commitOf(told.direct), refOf(told.tracked)];
    const say = linkDoor(acme.sql, acme.key);
    const said = await say({ act: 'ASSERT', thing: ref, ticket, by });
    await acme.follow();
    expect(await written(acme, ref)).toBeNull();
    expect(await changeRef(acme.sql, { ref })).toBe(ticket);
    const event = 'event' in said ? said.event : '';
    await say({ act: 'RETRACT', assertion: String(event), by });
    await acme.follow();
    expect(await written(acme, ref)).toMatchObject({ kind: 'COMMIT' });
    expect(await changeRef(acme.sql, { ref })).toBe(ref);
  });

  it('a rebuild from the ledger makes the same records', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  });
});
