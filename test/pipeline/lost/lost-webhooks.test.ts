import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubUnderTest } from '../hub-under-test.js';
import { deploymentsIn, verdictsIn } from '../what-it-says.js';
import { argocdStory } from './argocd-story.js';
import { env0Story } from './env0-story.js';
import { githubStory } from './github-story.js';
import { gitlabStory } from './gitlab-story.js';
import { factsOf, missing } from './hubs.js';
import { jenkinsStory } from './jenkins-story.js';
import { jiraStory } from './jira-story.js';
import { pagerdutyStory } from './pagerduty-story.js';
import { answersOf, play, type Played } from './played.js';
import { servicenowStory } from './servicenow-story.js';
import type { Story } from './story.js';

/** Whatever tool it is, its webhooks may be lost and its polls be off. A further tool is a line here. */
const STORIES: Readonly<Record<string, Story>> = {
  github: githubStory('github-acme', 11),
  'github, another company': githubStory('github-globe', 23),
  jira: jiraStory,
  gitlab: gitlabStory,
  servicenow: servicenowStory,
  argocd: argocdStory,
  env0: env0Story,
  pagerduty: pagerdutyStory,
  jenkins: jenkinsStory,
};

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 600_000;
let played: Played;
beforeAll(async () => void (played = await play(STORIES)), PATIENCE_MS);
afterAll(() => played.close());

/** The longest time between two readings of a collection that are on record, by the tool's clock. */
async function longestHoleMs({ sql }: HubUnderTest, source: string): Promise<number> {
  const [row] = await sql<{ ms: number }[]>`
    with told as (
      select convert_from(body, 'utf8')::jsonb -> 'core' as core, seq
      from ledger_event
      where convert_from(leaf, 'utf8')::jsonb ->> 'type' = 'coverage.changed'),
    read as (
      select (core ->> 'upTo')::timestamptz as up_to,
        lag((core ->> 'upTo')::timestamptz) over (partition by core ->> 'scope', core ->> 'collection' order by seq) as before
      from told
      where core ->> 'source' = ${source} and core ->> 'state' = 'COMPLETE' and core ->> 'upTo' is not null)
    select (extract(epoch from max(up_to - before)) * 1000)::float8 as ms from read`;
  return row?.ms ?? 0;
}

/** Without what is said of things that only a webhook told of, and without when a ticket was deleted, which only a webhook says. */
const known = (rows: readonly unknown[]): readonly unknown[] => {
  const forgotten = Object.values(played.tools).flatMap((tool) => tool.forgotten ?? []);
  return rows
    .map(
      (row) =>
        JSON.parse(JSON.stringify(row).replace(/ deleted at its source [^,."]* after its start/g, ' deleted at its source')) as unknown,
    )
    .filter((row) => !forgotten.some((subject) => JSON.stringify(row).includes(subject)));
};

describe.each(Object.keys(STORIES))('%s', (tool) => {
  const of = () => played.tools[tool]!;

  it.each(['deaf', 'half'] as const)(
    '14.11 has every fact that can still be asked for, and no other, where the hub was %s',
    async (which) => {
      const name = of().source.name;
      const [here, there] = [await factsOf(played.whole, name), await factsOf(played[which], name)];
      expect(there.length).toBeGreaterThan(10);
      expect(missing(here, there, of())).toEqual([]);
      expect(missing(there, here, of())).toEqual([]);
    },
  );

  it('loses by a lost webhook only what its connector lists', async () => {
    const listed = of().source.connector.webhookOnly.join(', ');
    for (const type of of().onlyByWebhook) expect(listed).toContain(type);
  });

  it('14.11 has the hole on record, of an hour and more', async () => {
    expect(await longestHoleMs(played.half, of().source.name)).toBeGreaterThanOrEqual(HOUR_MS);
  });

  it('agrees with its census in the end', async () => {
    for (const hub of [played.whole, played.deaf, played.half]) {
      const counted = await hub.sql`
        select collection, state, reason from read.coverage where source = ${of().source.name} and collection like 'census:%' and state <> 'COMPLETE'`;
      expect(counted).toEqual([]);
    }
  });
});

describe.each(['deaf', 'half'] as const)('a hub that was %s', (which) => {
  it('14.11 says the same of every deployment', async () => {
    const [here, there] = [await deploymentsIn(played.whole.sql), await deploymentsIn(played[which].sql)];
    for (const part of ['ranges', 'commits', 'links'] as const) expect(known(there[part])).toEqual(known(here[part]));
  });

  it('14.11 answers the same', async () => {
    expect(known(await verdictsIn(played[which].sql))).toEqual(known(await verdictsIn(played.whole.sql)));
  });
});

describe('while nobody polled', () => {
  it('nothing was answered but what is true', () => {
    const truth = new Map(played.truth.map(({ name, answer }) => [name, answer]));
    expect(played.inTheHole.filter(({ name, answer }) => answer !== 'INDETERMINATE' && truth.get(name) !== answer)).toEqual([]);
  });

  it('14.11 what the hole left open was INDETERMINATE, and is answered now', async () => {
    const left = new Map((await answersOf(played.half)).map(({ name, answer }) => [name, answer]));
    expect(played.inTheHole.filter(({ name, answer }) => answer === 'INDETERMINATE' && left.get(name) !== 'INDETERMINATE')).not.toEqual([]);
  });
});
