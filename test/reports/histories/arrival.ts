import { hubOf, receive } from '../../company/arrival.js';
import type { Company, Sent } from '../../company/company.js';
import { type History, played, toldOf } from '../../company/history.js';
import { actsIn } from '../../company/play/play.js';
import { Random } from '../../company/random.js';
import type { Labels } from '../../company/said.js';
import type { TwoTools } from '../../pipeline/two-tools.js';

/** What is asked of a hub that was told of a history. */
type Then = (hub: TwoTools, labels: Labels) => Promise<void>;

/** A history that comes through the real doors, in an order that `order` decides and that has nothing to do with what happened. */
export async function arrived(history: History, order: number, then: Then): Promise<void> {
  const random = new Random(order);
  const hub = await hubOf(history);
  try {
    const { labels } = played(history);
    const { sent } = history.company;
    const webhooks = random.shuffled([...sent, ...sent.filter(() => random.chance(0.3))]);
    const early = Math.floor(random.number() * webhooks.length);
    await receive(hub, webhooks.slice(0, early), { random });
    if (random.chance(0.5)) await hub.follow();
    await hub.poll();
    happenLate(history.company);
    await receive(hub, webhooks.slice(early), { random });
    await hub.readToEnd();
    await then(hub, labels.now);
  } finally {
    await hub.close();
  }
}

/**
 * The same in two parts: what had happened by a moment is read to its end, without what somebody noted of tickets only
 * afterwards, with an earlier date; then comes the rest. `first` is asked between.
 */
export async function arrivedLate(history: History, order: number, first: (hub: TwoTools) => Promise<void>, then: Then): Promise<void> {
  const random = new Random(order);
  const { company, units } = history;
  const hub = await hubOf(history);
  try {
    const { names, acts } = actsIn(company, units);
    const half = acts[Math.floor(acts.length * (0.4 + 0.3 * random.number()))]?.at ?? 0;
    const late = new Set(units.flatMap(({ changes }) => changes.filter(() => random.chance(0.5))));
    // What is noted late was noted in the last ten days, of a ticket that was there before.
    const isLate = (act: (typeof acts)[number]) =>
      act.at > half ||
      (act.ofTicket !== undefined && late.has(act.ofTicket) && act.at > Math.max(half - 864_000, act.ofTicket.ticket?.createdAt ?? 0));
    for (const act of acts) if (!isLate(act)) act.does();
    await tell(hub, company, random);
    await first(hub);
    hearsAll(company);
    for (const act of acts) if (isLate(act)) act.does();
    happenLate(company);
    const now = new Date().toISOString();
    for (const issue of company.jira.issues) issue.updated = now;
    await tell(hub, company, random);
    await then(hub, toldOf(units, names).labels.now);
  } finally {
    await hub.close();
  }
}

/** What is there only when all was read once, whatever date it bears. */
function happenLate({ late }: Company): void {
  for (const happens of late.splice(0)) happens();
}

async function tell(hub: TwoTools, company: Company, random: Random): Promise<void> {
  const webhooks: Sent[] = random.shuffled(company.sent.splice(0));
  await hub.poll();
  await receive(hub, webhooks, { random });
  await hub.readToEnd();
}

/** What is dated earlier than the last reading is found by its webhook alone. */
function hearsAll(company: Company): void {
  Object.assign(company, { listens: () => true });
}
