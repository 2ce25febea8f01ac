import { afterEach, describe, expect, it } from 'vitest';
import { startPolling } from '../../../src/intake/index.js';
import { startNormaliseLoop } from '../../../src/normalise/index.js';
import { people } from '../../../src/sample/organisation/people.js';
import { approved, MORNING } from '../../../src/sample/organisation/stories/usual.js';
import { stories } from '../../../src/sample/organisation/stories.js';
import type { Day } from '../../../src/sample/organisation/tell/day.js';
import { until } from '../../intake/until.js';
import { isCovered, now } from '../read-out.js';
import { type Acme, openAcme, refOf } from './acme.js';

const { ana, ben, cleo, dan, mara } = people;
let acme: Acme;
afterEach(() => acme.close());

/** Steps in the lives of all gaps, those that opened one by their subjects. */
async function steps(): Promise<{ opened: readonly string[]; others: readonly string[] }> {
  const rows = await acme.sql<{ type: string; subject: string }[]>`
    select type, subject from timeline_entry where type like 'gap.%' order by subject, seq`;
  const opened = rows.filter(({ type }) => type === 'gap.opened').map(({ subject }) => subject);
  return { opened, others: rows.filter(({ type }) => type !== 'gap.opened').map(({ type, subject }) => `${type} ${subject}`) };
}

async function standing(): Promise<readonly string[]> {
  const rows = await acme.sql<{ subject: string }[]>`
    select 'gap:' || rule || ':' || subject as subject from verdict where answer = 'GAP' and recorded_to is null order by 1`;
  return rows.map(({ subject }) => subject);
}

/** The loops of the hub, following whatever is recorded as soon as it is. */
async function backfilled(collections: number): Promise<void> {
  const since = await now(acme.sql);
  const loops = [startNormaliseLoop(acme.runtime), startPolling(acme.runtime)];
  try {
    const isRead = async () => {
      await acme.follow();
      return isCovered(acme.sql, collections, since);
    };
    await until('all is read', isRead, 120_000);
  } finally {
    for (const loop of loops.reverse()) await loop.stop();
  }
  await acme.readToEnd();
}

const COLLECTIONS = 5 * 12 + 3 * 2;

/** Good changes one after the other, and at the end one that nobody approved. */
function quarter(day: () => Day): void {
  for (let nth = 0; nth < 6; nth++) {
    const one = day();
    const ticket = approved(one, nth % 2 ? 'PAY' : 'WEB', `Change ${nth}`);
    if (nth % 2) one.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: change ${nth}` });
    else one.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: change ${nth}` });
    one.deploy('11:30', nth % 2 ? 'pay' : 'web');
  }
  const last = day();
  const ticket = last.raise('09:05', mara, { in: 'PAY', summary: 'Nobody approved it' });
  last.land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: nobody approved it` });
  last.deploy('11:30', 'pay');
}

describe('Terms, Absence: in whatever order a history arrives', () => {
  it('a backfill followed as it comes, settling 0, opens exactly the gaps that the whole history has, and takes none back', async () => {
    acme = await openAcme({ before: (day) => stories.forEach((story) => void story.tell(day())) });
    await backfilled(COLLECTIONS);
    const { opened, others } = await steps();
    expect(opened.length).toBeGreaterThan(10);
    expect(opened).toEqual(await standing());
    expect(others).toEqual([]);
  }, 180_000);

  it('“Absence … only when every source that could hold it has coverage”: newest first by webhook, then the rest by poll, no false gap opens', async () => {
    acme = await openAcme();
    quarter(acme.day);
    const sent = acme.company.sent();
    expect(sent.length).toBeGreaterThan(50);
    for (const one of [...sent].reverse()) await acme.arrives(one);
    expect((await steps()).opened).toEqual([]);
    await backfilled(COLLECTIONS);
    const { opened, others } = await steps();
    // Of none of the seven did anybody say how it ended.
    expect(opened.map((subject) => subject.split(':')[1])).toEqual([...Array<string>(7).fill('missing-outcome'), 'unapproved-deployment']);
    expect({ opened, others }).toEqual({ opened: await standing(), others: [] });
    expect(await acme.rebuilt()).toEqual(await acme.dump());
  }, 180_000);

  it('a lost webhook is made good by the next poll: of the start, the review and the approval none is missing', async () => {
    acme = await openAcme();
    const day = acme.day();
    const ticket = approved(day, 'PAY', 'Half of it is lost');
    const pull = day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: half of it is lost` });
    const rollout = day.deploy('11:30', 'pay');
    const sent = acme.company.sent();
    for (const one of sent.filter((_, nth) => nth % 2 === 0)) await acme.arrives(one);
    await acme.readToEnd();
    expect(await acme.answers(['unapproved-deployment', 'post-hoc-approval'], rollout, ticket)).toEqual([
      'unapproved-deployment PASS',
      'post-hoc-approval PASS',
    ]);
    expect(await acme.answers(['unreviewed-code', 'stale-review'], rollout, pull)).toEqual(['unreviewed-code PASS', 'stale-review PASS']);
    // Nobody said how it ended.
    expect((await steps()).opened).toEqual([`gap:missing-outcome:${refOf(ticket)}`]);
  });
});
