import { deliver, deliverJira } from '../../src/sample/index.js';
import { type Instant, parseInstant } from '#contract';
import type { Sql, Statements } from '../../src/db/pool.js';
import { FollowState, rebuild } from '../../src/follow/index.js';
import { byIndex } from '../../src/follow/settings.js';
import { stepDeadlines } from '../../src/follow/step.js';
import { recordEventsDoor } from '../../src/hub/record-events.js';
import { step } from '../../src/normalise/index.js';
import { SECRET, type TestPolicy, TOKEN } from '../pipeline/hub-under-test.js';
import { JIRA, JIRA_SECRET, type TwoTools, twoTools } from '../pipeline/two-tools.js';
import type { TestServer } from '../setup/server.js';
import type { Sent } from './company.js';
import { type History, played, policyOf, type Told } from './history.js';
import { SENDERS } from './policy.js';
import { RULES } from './rule-names.js';
import type { Seen } from './said.js';
import { BACKOUT, PLAN, PLANNED_END, PLANNED_START } from './site.js';
import { AHEAD } from './times.js';

const FIELDS = { 'implementation plan': PLAN, 'backout plan': BACKOUT, 'planned start': PLANNED_START, 'planned end': PLANNED_END };

export interface Judged extends Told {
  readonly verdicts: Seen;
  /** The same when every deadline has run out; null where time brings nothing. */
  readonly later: Seen | null;
  readonly quarantined: readonly string[];
}

/** When every deadline of any history has run out. */
export const AFTER_ALL = parseInstant(new Date(Date.now() + 200 * 3_600_000).toISOString()) as Instant;

/** What else is done with the database before it is dropped. */
type Then = (url: string, judged: Judged) => Promise<void>;

/** A history that goes through the real doors of a hub of its own, in an order that has nothing to do with what happened. */
export async function judged(history: History, server?: TestServer, then?: Then): Promise<Judged> {
  const { company, random } = history;
  const hub = await hubOf(history, server);
  try {
    const told = played(history);
    await history.between?.(hub, 'BEFORE');
    const early = random.number();
    const doubled = company.sent.filter(() => random.chance(0.2));
    const webhooks = random.shuffled([...company.sent, ...doubled]);
    await receive(hub, webhooks.slice(0, early * webhooks.length), history);
    // What is followed before the first reading must be judged again when it comes.
    if (random.chance(0.5)) await hub.follow();
    // What is read and what it says of the reading interleave in some companies, and take twice as long to follow.
    await (history.seed % INTERLEAVED_EVERY === 0 ? hub.poll() : hub.pollFirst());
    await hub.follow();
    if (company.late.length + company.afterwards.length > 0) await hub.readToEnd();
    for (const happens of company.late.splice(0)) happens();
    const afterwards = goesOn(hub, company);
    await history.between?.(hub, 'AMONG');
    await receive(hub, random.shuffled([...webhooks.slice(early * webhooks.length), ...afterwards]), history);
    await hub.readToEnd();
    if (history.between) {
      await history.between(hub, 'AFTER');
      await hub.readToEnd();
    }
    const found = { ...told, verdicts: await seen(hub.sql), later: await seenLater(hub, history), quarantined: await quarantinedBy(hub) };
    await then?.(hub.database.url, found);
    return found;
  } finally {
    await hub.close();
  }
}

/** What happens once all was read, by clocks that have gone on meanwhile, both alike; gives what is told of it. */
function goesOn(hub: TwoTools, { afterwards, sent }: History['company']): readonly Sent[] {
  if (afterwards.length === 0) return [];
  for (const tool of [hub.github, hub.jira]) tool.skewClock(AHEAD * 1000);
  const before = sent.length;
  for (const happens of afterwards.splice(0)) happens();
  return sent.slice(before);
}

/** A hub that reads the tools of a company, before anything happened there. */
export async function hubOf({ company, variant }: History, server?: TestServer): Promise<TwoTools> {
  const tools = {
    github: company.github,
    jira: company.jira,
    policy: (variant?.policy ?? same)(policyOf(company)),
    jiraConfig: { fields: FIELDS },
  };
  const hub = await twoTools(server ? { ...tools, server } : tools);
  hub.github.limit({ perWindow: 10_000_000 });
  hub.jira.limit({ perWindow: 10_000_000, windowMs: 60_000 });
  company.places = hub;
  return hub;
}

const same = (policy: TestPolicy): TestPolicy => policy;

/** Signed, and taken in and followed a few at a time. */
export async function receive(
  hub: TwoTools,
  webhooks: readonly Sent[],
  { random, between }: Pick<History, 'random' | 'between'>,
): Promise<void> {
  if (webhooks.length === 0) return;
  const doors = { github: await hub.door(), jira: await hub.door(JIRA) };
  let left = 0;
  for (const sent of webhooks) {
    if (sent.tool === 'events') await record(hub, sent);
    else {
      const { status } =
        sent.tool === 'github'
          ? await deliver({ url: doors.github, secret: SECRET }, sent.payload)
          : await deliverJira({ url: doors.jira, secret: JIRA_SECRET }, sent.payload);
      if (status !== 202) throw new Error(`a webhook of ${sent.tool} was answered ${status}`);
    }
    if ((left -= 1) > 0) continue;
    left = random.int(1, 60);
    await step(hub.runtime);
    if (random.chance(0.3)) await hub.follow();
    if (random.chance(0.3)) await between?.(hub, 'AMONG');
  }
  await hub.normalise();
}

async function record({ sql, key }: TwoTools, { source, events }: Extract<Sent, { readonly tool: 'events' }>): Promise<void> {
  const answer = await recordEventsDoor(sql, key, SENDERS)({ source, events, token: TOKEN });
  if ('mistakes' in answer) throw new Error(JSON.stringify(answer));
}

/** Only of the rules that have labels (`RULES`): what the others say, no plan knows. */
async function seen(sql: Statements): Promise<Seen> {
  const rows = await sql<{ line: string; sentence: string; missing: unknown }[]>`
    select concat_ws(' ', rule, subject, answer) as line, sentence, missing from verdict where recorded_to is null and rule = any(${[...RULES]})
    union all
    select distinct kind, '', null::jsonb from deadline where kind like 'REVIEW_DUE%'`;
  return new Map(rows.map(({ line, sentence, missing }) => [line, `${sentence} ${JSON.stringify(missing)}`]));
}

/** So many-th seeds are also followed anew from their first fact, which takes as long as all before. */
const REBUILT_EVERY = 7;
const INTERLEAVED_EVERY = 5;

/** As a hub would see it that was away until then. */
async function seenLater({ database, sql }: TwoTools, { seed, units }: History): Promise<Seen | null> {
  const hasDeadline = units.some(({ expects }) => expects.some(({ when }) => when !== undefined));
  if (!hasDeadline) return null;
  return seed % REBUILT_EVERY === 0 ? rebuild(database.url, { at: null, clock: AFTER_ALL }, seen) : seenAfterAll(sql);
}

/** Every deadline fires in a transaction that is taken back. */
async function seenAfterAll(sql: Sql): Promise<Seen> {
  const taken: { seen?: Seen } = {};
  const asked = sql.begin(async (tx) => {
    await byIndex(tx);
    await stepDeadlines(tx, new FollowState(), AFTER_ALL);
    taken.seen = await seen(tx);
    throw TAKEN_BACK;
  });
  await asked.catch((error: unknown) => {
    if (error !== TAKEN_BACK) throw error;
  });
  return taken.seen!;
}

const TAKEN_BACK = new Error('All was seen.');

async function quarantinedBy({ sql }: TwoTools): Promise<readonly string[]> {
  const rows = await sql<{ sentence: string }[]>`
    select concat_ws(' ', source, kind, key, field, reason) as sentence from inbox_record where state = 'QUARANTINED' limit 5`;
  return rows.map(({ sentence }) => sentence);
}
