import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushed } from '../senders.js';
import { type Acme, openAcme, refOf, type Subject } from '../terms/acme.js';
import { policy, stories, type Told, toldAtOnce } from './readiness-stories.js';

describe('the rules of tests, artifacts and who deploys: a gap that later facts resolve', () => {
  let acme: Acme;
  let told: readonly Told[] = [];
  const answers = () => Promise.all(stories.map(async ({ rule }, nth) => `${rule} ${await acme.answer(rule, ...told[nth]!.about)}`));
  const steps = (rule: string, about: readonly Subject[]) => acme.sql<{ type: string }[]>`
    select type from timeline_entry where type like 'gap.%' and subject = ${`gap:${rule}:${about.map(refOf).join(' ')}`} order by seq`;

  beforeAll(async () => {
    acme = await openAcme({ policy, before: (day, company) => void (told = stories.map(({ tell }) => tell(day(), company))) });
    await pushed(acme, toldAtOnce(told, acme.company));
    await acme.readToEnd();
  }, 240_000);
  afterAll(() => acme?.close());

  it('all are gaps first', async () => {
    const wanted = stories.map(({ rule }) => `${rule} GAP`);
    await acme.readUntil('all are gaps', async () => (await answers()).join() === wanted.join()).catch(() => undefined);
    expect(await answers()).toEqual(wanted);
  }, 240_000);

  it('all are resolved by what happens, or is told, later, and by nothing else', async () => {
    const day = acme.day();
    for (const { later } of told) await later(acme, day);
    for (const one of acme.company.sent()) await acme.arrives(one);
    const wanted = stories.map(({ rule }) => `${rule} PASS`);
    await acme.readUntil('all are resolved', async () => (await answers()).join() === wanted.join()).catch(() => undefined);
    expect(await answers()).toEqual(wanted);
    await acme.follow();
    for (const [nth, { rule }] of stories.entries()) {
      const all = (await steps(rule, told[nth]!.about)).map(({ type }) => type);
      expect([rule, ...all]).toEqual([rule, 'gap.opened', 'gap.resolved']);
    }
  }, 240_000);

  it('a rebuild says the same', async () => {
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 120_000);
});
