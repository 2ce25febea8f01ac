import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkDoor } from '../../../src/hub/link-door.js';
import { type Acme, openAcme, refOf, type Subject } from '../terms/acme.js';
import { others, type Others, policy, stories, type Told } from './authorisation-stories.js';

const MONTH_MS = 30 * 86_400_000;

describe('the rules of authorisation: a gap that later facts resolve', () => {
  let acme: Acme;
  let told: readonly Told[] = [];
  let more: Others;
  const answers = () => Promise.all(stories.map(async ({ rule }, nth) => `${rule} ${await acme.answer(rule, ...told[nth]!.about)}`));
  const steps = (rule: string, about: readonly Subject[]) => acme.sql<{ type: string }[]>`
    select type from timeline_entry where type like 'gap.%' and subject = ${`gap:${rule}:${about.map(refOf).join(' ')}`} order by seq`;

  beforeAll(async () => {
    acme = await openAcme({
      policy,
      before: (day) => {
        told = stories.map(({ tell }) => tell(day()));
        more = others(day);
      },
    });
    await acme.readToEnd();
  }, 240_000);
  afterAll(() => acme?.close());

  it('all are gaps first', async () => {
    expect(await answers()).toEqual(stories.map(({ rule }) => `${rule} GAP`));
  });

  it('all are resolved by what happens, or is told, later, and by nothing else', async () => {
    const day = acme.day(Date.UTC(2025, 0, 6) + 3 * MONTH_MS);
    for (const { later } of told) later(day);
    for (const one of acme.company.sent()) await acme.arrives(one);
    const open = async () => (await answers()).filter((answer) => !/PASS$|EXEMPT$/.test(answer));
    await acme.readUntil('all are resolved', async () => (await open()).length === 0).catch(() => undefined);
    expect(await open()).toEqual([]);
    await acme.follow();
    for (const [nth, { rule }] of stories.entries()) {
      const all = (await steps(rule, told[nth]!.about)).map(({ type }) => type);
      expect([rule, ...all]).toEqual([rule, 'gap.opened', 'gap.resolved']);
    }
  }, 240_000);

  it('an approval that a reading after its date did not have is backdated', async () => {
    expect(await acme.answers(['backdated-approval', 'unapproved-deployment'], more.late)).toEqual([
      'backdated-approval NONE',
      'unapproved-deployment NONE',
    ]);
    more.approve();
    for (const one of acme.company.sent()) await acme.arrives(one);
    const isGap = async () => (await acme.answer('backdated-approval', more.late)) === 'GAP';
    await acme.readUntil('it is backdated', isGap).catch(() => undefined);
    expect(await acme.answer('backdated-approval', more.late)).toBe('GAP');
    expect(await acme.sentence('backdated-approval', more.late)).toContain('was not there when it was read completely');
  }, 240_000);

  it('a required field that was replaced after the deployment is retrofitted', async () => {
    expect(await acme.answer('retrofitted-evidence', more.written)).toBe('GAP');
    expect(await acme.sentence('retrofitted-evidence', more.written)).toContain(
      'the backout plan was replaced 59 min 41 s after it started',
    );
  });

  it('an implementation is judged again when one before it, to another target, becomes known', async () => {
    expect(await acme.answer('reused-change', more.second, more.both)).toBe('PASS');
    more.first();
    for (const one of acme.company.sent()) await acme.arrives(one);
    await acme
      .readUntil('it is reused', async () => (await acme.answer('reused-change', more.second, more.both)) === 'GAP')
      .catch(() => undefined);
    expect(await acme.answer('reused-change', more.second, more.both)).toBe('GAP');
  }, 240_000);

  it('an implementation is judged again when somebody says that one before it was of the same change', async () => {
    const [before, after] = more.days;
    expect(await acme.answer('reused-change', after, more.written)).toBe('PASS');
    const by = { token: 'token-of-these-tests', name: 'Somebody', reason: 'So it was.' };
    await linkDoor(acme.sql, acme.key)({ act: 'ASSERT', thing: refOf(before), ticket: refOf(more.written), by });
    await acme.follow();
    expect(await acme.answer('reused-change', after, more.written)).toBe('GAP');
  });

  it('a rebuild says the same', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);
});
