import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policySchema } from '#contract';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { deploy, deploymentRef, judge, openGap, sha } from './deployed.js';
import { minute, pushed, record, titled } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { DELIVERY, QUESTIONS } from './sql-questions.js';
import { carries, created, decided, linked, ticketRef, titled as ticketTitled, told, withPolicy } from './tickets.js';

const GOLDEN = new URL('./sql-count.golden.txt', import.meta.url);

const SOURCES = Array.from({ length: 50 }, (_, n) => `source-${String(n + 1).padStart(2, '0')}`);

/** Somebody says that a commit that nobody deployed belongs to ticket `n`. */
async function asserted(n: number): Promise<void> {
  await hub.sql`insert into code_commit (repository, sha, seq, parents, authors, unresolved_author, associated) values ('repository:github-acme:2', ${sha(n)}, 0, 1, '{}', false, '{}')`;
  const by = { token: '00000000-0000-0000-0000-000000000000', name: `Person ${n}`, reason: 'They told me.' };
  const said = await hub.hub.sayLink({ act: 'ASSERT', thing: `commit:github-acme:2:${sha(n)}`, ticket: ticketRef(n), by });
  if ('sentence' in said) throw new Error(said.sentence);
  await followToEnd(hub.sql, hub.key);
}

/** A job, an asset and a note of ticket `n`. */
async function operated(n: number): Promise<void> {
  const [at, change, who] = ['2026-03-01T00:00:00Z', ticketRef(n), { id: `u${n}` }];
  const run = { type: 'execution.finished', id: `j${n}`, at, data: { change, job: 'MOVE', outcome: 'SUCCEEDED', operator: who } };
  const moved = { type: 'asset.progressed', id: `a${n}`, at, data: { change, kind: 'JCL', name: 'MOVE', step: 'MOVED', by: who } };
  await hub.hub.recordEvents({ source: 'tso-acme', events: [run, moved], token: 't' });
  await hub.sql`insert into evidence (seq, about, kind, by) values (${n}, ${change}, 'NOTE', 'token:t')`;
}

/** Fifty services, each of a team of its own, and each deployed to an environment of its own. */
async function manyTeams(): Promise<void> {
  await hub.sql`
    update policy_version set content = content
      || jsonb_build_object('teams', (select jsonb_object_agg('team-' || n, '{}'::jsonb) from generate_series(1, 50) n))
      || jsonb_build_object('services', (
        select jsonb_object_agg('service-' || n, jsonb_build_object('team', 'team-' || n, 'repositories', '[]'::jsonb, 'objects', '[]'::jsonb, 'infrastructure', 'UNKNOWN'))
        from generate_series(1, 50) n))
    where seq = (select max(seq) from policy_version)`;
  await hub.sql`
    update deployment_range
    set service = 'service-' || split_part(deployment, ':', 3), environment = 'environment-' || split_part(deployment, ':', 3)`;
}

/** A delivery of as many records, each of which says one of the events. */
async function delivered(events: readonly string[]): Promise<void> {
  await hub.sql`insert into inbox_delivery (id, source, door, headers, body, dedupe, state) values (${DELIVERY}, 'github-acme', 'WEBHOOK', '{}', '', 'x', 'SETTLED')`;
  for (const [position, event] of events.entries()) {
    await hub.sql`
      insert into inbox_record (delivery, position, source, kind, key, digest, state, normaliser_version, events)
      values (${DELIVERY}, ${position}, 'github-acme', 'webhook.push', ${`push:${position}`}, 'd', 'EVENTS', 1, ${hub.sql.array([Buffer.from(event, 'hex')], 1001)}::bytea[])`;
  }
}

/** An incident in the service of the deployments, and an artifact that one of them names. */
async function toldOf(n: number): Promise<void> {
  const artifact = `artifact:sha256:${sha(n)}`;
  await hub.sql`
    insert into incident (incident, source, number, service, opened_from, opened_to, opened_seq)
    values (${`incident:ci:${n}`}, 'ci', ${`INC${n}`}, 'acme/pay', ${minute(n)}, ${minute(n)}, 0)`;
  await hub.sql`insert into incident_cause (incident, cause, seq) values (${`incident:ci:${n}`}, ${ticketRef(n)}, 0)`;
  await hub.sql`insert into artifact_publication (seq, artifact, source, name, tags, commits, recorded_at) values (${n}, ${artifact}, 'ci', 'pay', '{}', '{}', ${minute(n)})`;
  await hub.sql`insert into artifact_mention (from_ref, artifact, repository, place, seq) values (${deploymentRef(n)}, ${artifact}, '', 'artifact', 0)`;
}

const sent: string[] = [];
/** Everything up to here was followed. */
let followedTo = '';
let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub((plain) => ({ sql: counting(plain.sql) }));
  const events = await record(hub.sql, hub.key, Array.from({ length: 50 }, (_, n) => [titled(n, `Title ${n}`), pushed(n)]).flat());
  await delivered(events.map(({ envelope }) => envelope.eventId));
  for (let n = 1; n <= 50; n += 1) await toldOf(n);
  // Before the tickets that they name: a change that is judged again would lose what is only said to be deployed.
  for (let n = 1; n <= 50; n += 1) await operated(n);
  await followToEnd(hub.sql, hub.key);
  await deploy(hub.sql, 50);
  for (let n = 1; n <= 50; n += 1) {
    await judge(hub.sql, { n, answer: 'GAP', from: n });
    await openGap(hub.sql, n, 'OPEN', n);
  }
  for (const name of SOURCES)
    await hub.sql`insert into source_state (source, connector, health, sentence) values (${name}, 'github', 'HEALTHY', 'It answers.')`;
  for (let minutes = 1; minutes <= 5; minutes += 1) {
    await activatePolicy(hub.sql, policySchema.parse({ settle: `${minutes}m` }), hub.key, { text: `settle: ${minutes}m` });
    await followToEnd(hub.sql, hub.key);
  }
  for (let n = 1; n <= 50; n += 1)
    await hub.sql`insert into account (person, source, service, seq) values (${`person:${n}`}, 'github-acme', false, 0)`;
  await withPolicy(hub);
  await told(
    hub,
    Array.from({ length: 50 }, (_, n) => [...created(n + 1), ticketTitled(n + 1, `Ticket ${n}`), decided(n + 1, 1, 'APPROVED')]).flat(),
  );
  await told(
    hub,
    Array.from({ length: 49 }, (_, n) => linked(n + 1, n + 2)),
  );
  for (let n = 1; n <= 50; n += 1) await carries(hub.sql, n, n, n * 10);
  for (let n = 41; n <= 50; n += 1) await asserted(n);
  await manyTeams();
  followedTo = (await hub.sql<{ at: string }[]>`select recorded_at as at from follow_cursor`)[0]!.at;
  await hub.tokenFor('administrator');
});
afterAll(() => hub.stop());

describe('the queries that a question sends', () => {
  it('are as many as were reviewed, whether it asks for one thing or for many', async () => {
    const lines: string[] = [];
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const counts = [await countOf(question(2, followedTo)), await countOf(question(50, followedTo))];
      lines.push(`${name}: ${counts.join(' for 2, ')} for 50`);
    }
    const counted = `${lines.join('\n')}\n`;
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(GOLDEN, counted);
    expect(counted).toBe(readFileSync(GOLDEN, 'utf8'));
    expect(lines.filter((line) => new Set(line.match(/\d+(?= for)/g)).size > 1)).toEqual([]);
  });
});

describe('sources', () => {
  it('cost the same statements with their lists, two or fifty of them', async () => {
    const question =
      '{ sources { sentence denied { collection } streams { totalCount nodes { stream } } coverage { totalCount nodes { scope } } quarantine { totalCount nodes { error } } } }';
    const many = await countOf(question);
    await hub.sql`delete from source_state where source > 'source-02'`;
    expect(await countOf(question)).toBe(many);
    expect(many).toBe(9);
  });
});

async function countOf(question: string): Promise<number> {
  sent.length = 0;
  const { errors } = await hub.ask(question);
  expect(errors).toEqual([]);
  return sent.length;
}

/** The pool, noting each statement that is sent; a fragment is never awaited and is none. */
function counting(sql: RunningHub['sql']): RunningHub['sql'] {
  return new Proxy(sql, {
    apply(target, self, call: [TemplateStringsArray, ...unknown[]]) {
      const query = Reflect.apply(target, self, call) as Promise<unknown>;
      if (!Array.isArray((call[0] as { raw?: unknown }).raw)) return query;
      const then = query.then.bind(query);
      return Object.assign(query, {
        then: (...args: Parameters<typeof then>) => {
          sent.push(call[0].join('?'));
          return then(...args);
        },
      });
    },
    // A question takes a connection of its own for all its statements.
    get: (target, name) =>
      name === 'reserve' ? async () => counting((await target.reserve()) as unknown as typeof sql) : (Reflect.get(target, name) as unknown),
  });
}
