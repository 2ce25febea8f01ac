import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import type { Expected } from '../../src/sample/organisation/story.js';
import { organisationAt, type Told } from '../../src/sample/organisation/history.js';
import { openSample } from '../../src/sample/index.js';
import { type ExternalPlace, externalPlace } from '../hub/place.js';
import { type RunningHub, startHub } from '../hub/running-hub.js';
import { until } from '../intake/until.js';
import { subjectOf } from './subject-of.js';

let place: ExternalPlace;
let hub: RunningHub;
let sql: Sql;
let told: readonly Told[] = [];
let verdicts: readonly VerdictRow[] = [];

interface VerdictRow {
  readonly rule: string;
  readonly subject: string;
  readonly answer: string;
  readonly sentence: string;
}

/** Ten tools, on a machine that may have more to do. */
const PATIENCE_MS = 180_000;
const POLLED = ['argocd', 'env0', 'github', 'gitlab', 'jenkins', 'jira', 'pagerduty', 'servicenow'];
const PUSHING: readonly string[] = ['sample-builds', 'sample-mainframe'];
const SENDING_WEBHOOKS: readonly string[] = ['argocd', 'github', 'jira', 'servicenow'];

// As `npm start` on a fresh clone: a folder without changeline.yaml.
beforeAll(async () => {
  place = await externalPlace();
  hub = await startHub(place.folder, place.env);
  sql = openPool(place.database.url, { max: 2 });
  const kept = await until('all webhooks are delivered', async () => (await keptNow()).isDelivered && keptNow());
  await until('everything is read and followed', isQuiet, PATIENCE_MS);
  // What a verdict has come to wait for meanwhile is there with the next reading.
  await readAgain();
  const organisation = organisationAt(new Date(kept.now));
  const live: Told[] = [];
  for (let next = organisation.next(); next !== null; next = organisation.next()) live.push(next);
  told = [...organisation.told, ...live];
  verdicts = await verdictsNow();
}, 3 * PATIENCE_MS);

afterAll(async () => {
  await sql?.end({ timeout: 1 });
  await hub?.stop();
  await place?.clear();
});

test('says whose data it shows, and how to connect one’s own tools', () => {
  expect(hub.output()).toContain('This is the sample organisation, acme');
  expect(hub.output()).toContain('copy changeline.example.yaml to changeline.yaml');
});

test('reads every source to its end, and leaves nothing in quarantine', async () => {
  const sources = await until('every stream was read', async () => {
    const { sources: all } = await hub.graphql('{ sources { name sentence quarantine(first: 1) { totalCount } } }');
    return (all as unknown as readonly { sentence: string }[]).every(({ sentence }) => !sentence.includes('for the first time')) && all;
  });
  const pushes = 'It pushes events, and the last ones were recorded.';
  expect(sources).toEqual(
    [...POLLED.map((tool) => `sample-${tool}`), ...PUSHING].sort().map((name) => ({
      name,
      sentence: PUSHING.includes(name) ? pushes : 'Every stream was read to its end.',
      quarantine: { totalCount: 0 },
    })),
  );
});

test('both doors bring facts, and the webhooks of today one event each with the polls', async () => {
  const rows = await sql<{ source: string; door: string; count: number }[]>`
    select source, door, count(*)::int as count from inbox_delivery group by 1, 2 order by 1, 2`;
  const doors = (tool: string) =>
    (SENDING_WEBHOOKS.includes(tool) ? ['POLL', 'WEBHOOK'] : ['POLL']).map((door) => `sample-${tool} ${door}`);
  expect(rows.map(({ source, door }) => `${source} ${door}`)).toEqual(
    [...PUSHING.map((name) => `${name} PUSH`), ...POLLED.flatMap(doors)].sort(),
  );
});

test('trace leads from a change over its build, image and manifest to where it was deployed', async () => {
  const { ticket, deployment } = told.find(({ story }) => story.id.startsWith('The code of an image'))!.expected[1]!;
  const { trace } = await hub.graphql(`{ trace(of: "${ticket!.key}") { nodes { ref kind side } hops { from to method place } } }`);
  const { nodes, hops } = trace as unknown as {
    readonly nodes: readonly { readonly ref: string; readonly kind: string }[];
    readonly hops: readonly { readonly from: string; readonly to: string; readonly method: string }[];
  };
  const rollout = `deployment:sample-github:${deployment!.id}`;
  expect(nodes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['TICKET', 'PULL_REQUEST', 'COMMIT', 'ARTIFACT', 'DEPLOYMENT']));
  const image = nodes.find(({ kind }) => kind === 'ARTIFACT')!.ref;
  // The branch's commit names it, too; what was deployed is the merged one.
  const manifests = hops.filter(({ from, to }) => from === image && to.startsWith('commit:sample-github:640110006:'));
  expect(manifests).toHaveLength(2);
  const deployed = hops.filter(({ from, to }) => to === rollout && manifests.some((one) => one.to === from));
  expect(deployed).toMatchObject([{ method: 'RELATION', place: 'manifest' }]);
});

test('the rules answer about each story what it expects', async () => {
  const rules = await rulesOfHub();
  const missed = told.flatMap(({ story, expected }) =>
    expected.filter(({ rule }) => rules.has(rule)).flatMap((one) => differenceOf(story.id, one)),
  );
  expect(missed).toEqual([]);
});

test('no rule calls anything a gap, or leaves it open, that no story expects', () => {
  const expected = new Set(told.flatMap((each) => each.expected).map((one) => `${one.rule} ${subjectOf(one)}`));
  const storyOf = (subject: string) =>
    told.find((each) => each.expected.some((one) => subject.includes(subjectOf(one).split(' ')[0] ?? '~')))?.story.id;
  // What protected a branch before the first reading, which is of today, nobody knows.
  const guarded = verdicts.filter(({ rule }) => rule === 'control-weakened');
  expect([...new Set(guarded.map(({ answer }) => answer))]).toEqual(['INDETERMINATE']);
  const more = verdicts
    .filter((one) => !guarded.includes(one))
    .filter(({ answer, rule, subject }) => (answer === 'GAP' || answer === 'INDETERMINATE') && !expected.has(`${rule} ${subject}`))
    .map(({ rule, subject, answer, sentence }) => `${storyOf(subject) ?? '?'}: ${rule} of ${subject} is ${answer}: ${sentence}`);
  expect(more).toEqual([]);
});

test('a second start serves the same company: nothing is added but what the hub says of itself', async () => {
  await readAgain();
  const before = await factsNow();
  await hub.stop();
  hub = await startHub(place.folder, place.env);
  await readAgain();
  expect(await factsNow()).toBe(before);
  expect(await verdictsNow()).toEqual(verdicts);
});

test('tells who sends webhooks that the hub does not take them', async () => {
  const sample = await openSample({ now: new Date('2026-05-20T14:03:27Z') });
  await expect(sample.deliver(`${hub.address}/elsewhere`)).rejects.toThrow(/The hub answered 40\d to a webhook of the sample organisation/);
  await sample.close();
});

async function keptNow(): Promise<{ now: string; isDelivered: boolean }> {
  return JSON.parse(await readFile(join(place.folder, 'data', 'sample.json'), 'utf8')) as { now: string; isDelivered: boolean };
}

/** How far a reading went is recorded some tenths of a second after it. */
const QUIET_MS = 1_500;
let still = { size: -1, since: 0 };

async function isQuiet(): Promise<boolean> {
  const [row] = await sql<{ open: number; size: number }[]>`
    select (select size from ledger_head) as size,
      (select count(*) from source_stream where passes = 0 and stream not like 'census:%')
        + (select (count(*) = 0)::int from source_stream)
        + (select count(*) from inbox_delivery where state = 'PENDING')
        + (select count(*) from inbox_doorbell where attempts = 0)
        + (select size from ledger_head) - (select seq + 1 from follow_cursor) as open`;
  const size = Number(row?.size);
  if (size !== still.size || Number(row?.open) > 0) still = { size, since: performance.now() };
  return performance.now() - still.since >= QUIET_MS;
}

/** Every stream to its end once more, from now on. */
async function readAgain(): Promise<void> {
  const [since] = await sql<{ now: string }[]>`select clock_timestamp()::text as now`;
  for (const tool of POLLED) await hub.graphql(`mutation { requestSync(input: { source: "sample-${tool}" }) { __typename } }`);
  const isRead = async () => {
    const [row] = await sql<{ left: number }[]>`
      select count(*)::int as left from source_stream where stream not like 'census:%' and (completed_at is null or completed_at < ${since?.now ?? ''}::timestamptz)`;
    return row?.left === 0 && isQuiet();
  };
  await until('every stream is read once more', isRead, PATIENCE_MS);
}

function verdictsNow(): Promise<VerdictRow[]> {
  return sql<VerdictRow[]>`select rule, subject, answer, sentence from verdict where recorded_to is null order by 1, 2`;
}

/** Everything that a source said. */
async function factsNow(): Promise<string> {
  const [row] = await sql<{ facts: string }[]>`
    select count(*) || ' ' || md5(string_agg(event_id, ' ' order by event_id)) as facts
    from timeline_entry where source like 'sample-%' and type <> 'coverage.changed'`;
  return row?.facts ?? '';
}

async function rulesOfHub(): Promise<ReadonlySet<string>> {
  const { rules } = await hub.graphql('{ rules { id } }');
  return new Set((rules as unknown as readonly { id: string }[]).map(({ id }) => id));
}

function differenceOf(story: string, one: Expected): readonly string[] {
  const found = verdicts.find(({ rule, subject }) => rule === one.rule && subject === subjectOf(one));
  if (found?.answer === one.answer) return [];
  return [
    `${story}: ${one.rule} of ${subjectOf(one)} is ${found === undefined ? 'not judged' : `${found.answer} (${found.sentence})`}, not ${one.answer}`,
  ];
}
