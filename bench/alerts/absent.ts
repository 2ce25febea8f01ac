import { rm } from 'node:fs/promises';
import { type Draft, ref } from '#contract';
import { openPool, type Sql } from '../../src/db/pool.js';
import { emptyJiraIssue, jiraSystemFields, type JiraWorld, startJira } from '../../src/sample/index.js';
import { type BenchDatabase, temporaryFolder } from '../database.js';
import type { Tell } from '../figure.js';
import { untilTrue } from '../hub.js';
import { hubIn } from '../soak/hub-process.js';
import { WEBHOOK_SECRET } from '../source.js';
import { measureNotify } from './notify.js';
import { FIRST_REPOSITORY, recordRollouts, rollout } from './rollouts.js';
import { type Alert, startSubscriber } from './subscriber.js';
import { tellWaits } from './tell.js';

const [GITHUB, JIRA, EMAIL] = ['github-acme', 'jira-acme', 'reader@acme.example'];
const RULE = 'unapproved-deployment';
/** By turns: deployments of one service that run at the same time are judged together. */
const REPOSITORIES = 200;
/** Of three events each: 100 events/s. */
const ROLLOUTS_A_SECOND = 33;
const LATEST_MS = 60_000;

/**
 * Gaps by absence: each deployment names a ticket of its own that nobody approved, and whether that is so is known once the
 * stand-in of Jira has answered a reading past the start. Measured from the commit of that answer, as coverage, to the alert.
 */
export async function benchAbsent(database: BenchDatabase, tell: Tell, { seconds }: { readonly seconds: number }): Promise<void> {
  const count = Math.round(seconds * ROLLOUTS_A_SECOND);
  const folder = await temporaryFolder();
  const sql = openPool(database.url, { max: 4 });
  const jira = await startJira(worldOf(count), { email: EMAIL, token: WEBHOOK_SECRET });
  jira.limit({ perWindow: 1_000_000, windowMs: 60_000 });
  const hub = await hubIn(folder, { database, policy: 'settle: 0ms\nclockSkew: 0ms\n', sources: sourceAt(jira.url) });
  try {
    await hub.start();
    await untilTrue(() => areRead(sql, count));
    const subscriber = startSubscriber(hub, -1);
    await untilTrue(() => Promise.resolve(subscriber.isOpen));
    const notify = measureNotify(database.url);
    await recordRollouts(sql, { source: GITHUB, perSecond: ROLLOUTS_A_SECOND, count, draftsOf: unapproved });
    const alerts = await alertsOf(subscriber.got, count);
    const tripMs = await notify.stop();
    await subscriber.stop();
    tellWaits(tell, 'answer of a reading to gapAlerts, by absence', await waits(sql, alerts), tripMs);
  } finally {
    await hub.stop();
    await jira.close();
    await sql.end();
    await rm(folder, { recursive: true, force: true });
  }
}

function sourceAt(url: string): string {
  return `  ${JIRA}:
    connector: jira
    url: ${url}
    email: ${EMAIL}
    token: { env: SOAK_SECRET }
    projects: [PAY]
    pollSeconds: 3600
`;
}

function worldOf(count: number): JiraWorld {
  const me = { accountId: '5b10a2844c20165700ede210', displayName: 'Reader', active: true, timeZone: 'Etc/UTC' };
  const fields = { summary: 'A change', status: '1', issuetype: '100', reporter: me.accountId };
  const issues = Array.from({ length: count }, (_, nth) =>
    emptyJiraIssue({ id: String(10_000 + nth), key: `PAY-${nth + 1}`, projectId: '10000', created: '2026-01-01T00:00:00.000Z', fields }),
  );
  return {
    me: me.accountId,
    users: [me],
    projects: [{ id: '10000', key: 'PAY', name: 'Payments', formerKeys: [], type: 'service_desk' }],
    statuses: [{ id: '1', name: 'Open', category: 'new' }],
    issueTypes: [{ id: '100', name: 'Change', subtask: false }],
    fields: [...jiraSystemFields()],
    issues,
    links: [],
    denied: new Set(),
  };
}

/** A commit of its own that nothing came before, deployed just now for a ticket of its own. */
function unapproved(nth: number): readonly Draft[] {
  const sha = nth.toString(16).padStart(40, '0');
  const repository = FIRST_REPOSITORY + (nth % REPOSITORIES);
  const mention = { names: { kind: 'ticket' as const, text: `PAY-${nth + 1}` }, method: 'RELATION' as const, place: 'ticket' };
  const commit: Draft = {
    type: 'commit.recorded',
    subject: ref('commit', String(repository), sha),
    identity: { kind: 'commit', natural: [String(repository), sha], transition: 'recorded' },
    occurredAt: null,
    timeFrom: 'CORE',
    core: { repository: ref('repository', String(repository)), sha, parents: [] },
    mentions: [],
  };
  return [commit, ...rollout(nth, { repository, sha, startMicros: Math.floor(Date.now() / 1000) * 1_000_000, mentions: [mention] })];
}

async function areRead(sql: Sql, count: number): Promise<boolean> {
  const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from ticket where created_seq is not null`;
  return row?.count === count;
}

async function alertsOf(got: readonly Alert[], count: number): Promise<readonly Alert[]> {
  const wanted = () => got.filter(({ rule, type }) => rule === RULE && type === 'gap.opened');
  const latest = performance.now() + LATEST_MS;
  await untilTrue(() => Promise.resolve(wanted().length >= count || performance.now() > latest));
  if (wanted().length < count) throw new Error(`${wanted().length} of ${count} alerts of ${RULE} came within ${LATEST_MS / 1000} s.`);
  return wanted();
}

/** The verdict became a GAP with the transaction that recorded the answer. */
async function waits(sql: Sql, alerts: readonly Alert[]): Promise<readonly number[]> {
  const rows = await sql<{ subject: string; at: number; cause: string }[]>`
    select subject, extract(epoch from min(recorded_from))::float8 * 1000 as at, min(cause) as cause
    from verdict where rule = ${RULE} and answer = 'GAP' group by subject`;
  const others = rows.filter(({ cause }) => cause !== 'COVERAGE');
  if (others.length > 0) throw new Error(`${others.length} gaps came by ${others[0]?.cause}, and not by an answer.`);
  const answeredAt = new Map(rows.map(({ subject, at }) => [subject, at]));
  return alerts.map(({ subject, gotAt }) => gotAt - (answeredAt.get(subject) ?? -Infinity));
}
