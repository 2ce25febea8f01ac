import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf, startGitHub, type GitHub } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { payRepository, payWorld } from '../sample/small-world.js';
import { emptyDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { told } from './deployments.js';
import { run } from './launched.js';
import { connectionsTo, externalPlace, GITHUB_TOKEN, SECRET, SOURCE, type Place } from './place.js';
import { expectRebuilt } from './rebuilt.js';
import { list, startHub } from './running-hub.js';
import { hasServer15, server15, type OlderServer } from './servers.js';

let github: GitHub;
let older: OlderServer | null = null;
let place: Place | null = null;

beforeAll(async () => {
  github = await startGitHub(payWorld(), { token: GITHUB_TOKEN });
  if (hasServer15) older = await server15();
});
afterAll(async () => {
  await github.close();
  await older?.stop();
});
afterEach(() => place?.clear());

interface Version {
  readonly major: number;
  readonly isThere: boolean;
  empty(): Promise<FreshDatabase>;
}

const VERSIONS: readonly Version[] = [
  { major: 18, isThere: true, empty: emptyDatabase },
  {
    major: 15,
    isThere: hasServer15,
    empty: () => {
      if (older === null) throw new Error('There is no PostgreSQL 15.');
      return older.emptyDatabase();
    },
  },
];

const PROTECTED = 'The ledger is append-only by trigger and role.';
const BY_TRIGGER = 'The ledger is append-only by trigger.';

/** Start, a webhook, a poll, a question: what health says of the ledger on the way. */
async function story({ folder, env }: Place): Promise<string | undefined> {
  const hub = await startHub(folder, env);
  try {
    expect(await hub.hook(deliveryOf(SECRET, told(github, payRepository(), 1)))).toMatchObject({ status: 202 });
    await until('both doors have told', async () => {
      const seen = await hub.graphql(`{ sources { health }
        hook: timeline(filter: { types: ["deployment.requested"] }, first: 1) { totalCount }
        poll: timeline(filter: { types: ["commit.recorded"] }, first: 1) { totalCount } }`);
      return [list(seen['sources'])[0]?.['health'], seen['hook']?.['totalCount'], seen['poll']?.['totalCount']].join() === 'HEALTHY,1,10';
    });
    return (await hub.ready()).parts.find((part) => part.name === 'ledger')?.sentence;
  } finally {
    expect((await hub.stop()).code).toBe(0);
  }
}

async function expectVerified({ folder, env }: Place): Promise<void> {
  expect(await run(folder, env, ['verify'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^The ledger is whole: \d+ events/) });
}

describe.each(VERSIONS)('an operator’s PostgreSQL $major', ({ isThere, empty }) => {
  it.skipIf(!isThere)(
    'with DATABASE_ADMIN_URL bears the whole story, and the ledger is protected by role, too',
    async () => {
      place = await externalPlace({ connections: connectionsTo({ [SOURCE]: github.url }) }, await empty());
      expect(await story(place)).toBe(PROTECTED);
      await expectVerified(place);
      await expectRebuilt(place);
    },
    90_000,
  );

  it.skipIf(!isThere)(
    'without DATABASE_ADMIN_URL bears it, too, and health says that the ledger is protected by trigger',
    async () => {
      const given = await externalPlace({ connections: connectionsTo({ [SOURCE]: github.url }) }, await empty());
      place = { ...given, env: { ...given.env, DATABASE_URL: given.database.adminUrl, DATABASE_ADMIN_URL: '' } };
      expect(await story(place)).toBe(BY_TRIGGER);
      await expectVerified(place);
      await expectRebuilt(place);
    },
    90_000,
  );
});
