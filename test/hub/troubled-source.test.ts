import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGitHub, worldOf, type Fault, type GitHub, type Repository } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { commit, payRepository, shaOf } from '../sample/small-world.js';
import { connectionsTo, externalPlace, GITHUB_TOKEN, type Place } from './place.js';
import { list, startHub, type RunningHub, type Tree } from './running-hub.js';

interface Trouble {
  readonly fault: Fault;
  readonly health: string;
  readonly sentence: RegExp;
}

/** What an operator reads on `sources` while the tool answers so: what happened, and what to do where there is something to do. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  unauthorised: {
    fault: 401,
    health: 'REFUSED',
    sentence: /^GitHub did not accept the token: it is wrong, expired or revoked\. Put a new one in its place\./,
  },
  forbidden: {
    fault: 403,
    health: 'REFUSED',
    sentence:
      /^GitHub refused the repository with id 4711: the token lacks "Metadata: read" .*\. Add the permission to the token, or leave the repository out\./,
  },
  missing: {
    fault: 404,
    health: 'REFUSED',
    sentence:
      /^GitHub does not have the repository with id 4711, or does not show it to this token: check the name, and that the token is granted the repository with "Metadata: read"\./,
  },
  limited: {
    fault: 429,
    health: 'WAITING',
    sentence: /^(GET|POST) 127\.0\.0\.1:\d+\/\S+ answered 429: too many requests\. It is asked again by itself\.$/,
  },
  broken: { fault: 500, health: 'WAITING', sentence: /^(GET|POST) 127\.0\.0\.1:\d+\/\S+ answered 500\. It is asked again by itself\.$/ },
  proxied: {
    fault: 'html',
    health: 'WAITING',
    sentence:
      /^(GET|POST) 127\.0\.0\.1:\d+\/\S+ answered HTML where JSON was asked for: a proxy or a login page stands in between\. Check the address in changeline\.yaml\.$/,
  },
  halved: {
    fault: 'truncated',
    health: 'WAITING',
    sentence: /^(GET|POST) 127\.0\.0\.1:\d+\/\S+ ended in the middle of its answer \(\w+\)\. It is asked again by itself\.$/,
  },
};
const NAMES = Object.keys(TROUBLES);

interface Tool {
  readonly github: GitHub;
  readonly repository: Repository;
}

let place: Place;
let hub: RunningHub;
let inTrouble = false;
const tools = new Map<string, Tool>();

async function toolFor(trouble: Trouble): Promise<Tool> {
  const repository = payRepository();
  const github = await startGitHub(worldOf([repository]), { token: GITHUB_TOKEN });
  github.fail({ match: () => inTrouble, times: Infinity, with: trouble.fault });
  return { github, repository };
}

beforeAll(async () => {
  for (const [name, trouble] of Object.entries(TROUBLES)) tools.set(name, await toolFor(trouble));
  const addresses = Object.fromEntries([...tools].map(([name, { github }]) => [name, github.url]));
  place = await externalPlace({ connections: connectionsTo(addresses) });
  hub = await startHub(place.folder, place.env);
});
afterAll(async () => {
  await hub.stop();
  for (const { github } of tools.values()) await github.close();
  await place.clear();
});

async function sources(): Promise<Map<string, Tree>> {
  const asked = await hub.graphql('{ sources { name health sentence streams(first: 20) { nodes { sentence failures } } } }');
  return new Map(list(asked['sources']).map((source) => [String(source['name']), source]));
}

async function commitsOf(source: string): Promise<number> {
  const filter = { sources: [source], types: ['commit.recorded'] };
  const asked = await hub.graphql('query ($filter: TimelineFilter) { timeline(filter: $filter, first: 1) { totalCount } }', { filter });
  return Number(asked['timeline']?.['totalCount']);
}

async function readAgain(): Promise<void> {
  for (const source of NAMES) {
    const asked = await hub.graphql(`mutation { requestSync(input: { source: "${source}" }) { __typename } }`);
    expect(asked['requestSync']?.['__typename']).toBe('SyncRequested');
  }
}

const allAre = (commits: number) => async (): Promise<boolean> => {
  const now = await sources();
  for (const name of NAMES) if (String(now.get(name)?.['health']) !== 'HEALTHY' || (await commitsOf(name)) !== commits) return false;
  return true;
};

describe('sources that are read, then refuse or fail, and then answer again', () => {
  it('are healthy at first, each with ten commits', async () => {
    await until('all are healthy', allAre(10), 30_000);
  }, 40_000);

  it('show in a word and a sentence what each of them answers, without a secret', async () => {
    inTrouble = true;
    for (const { repository } of tools.values()) addCommit(repository);
    await readAgain();
    const now = await until(
      'every trouble shows',
      async () => {
        const seen = await sources();
        return Object.entries(TROUBLES).every(([name, { health }]) => String(seen.get(name)?.['health']) === health) ? seen : null;
      },
      60_000,
    );
    for (const [name, { sentence }] of Object.entries(TROUBLES)) {
      expect.soft(now.get(name)?.['sentence'], name).toMatch(sentence);
    }
    expect(JSON.stringify([...now]) + hub.output()).not.toContain(GITHUB_TOKEN);
  }, 70_000);

  it('say what stays undecided where they refuse', async () => {
    await until('the refusals are followed', async () => {
      const now = await sources();
      return ['unauthorised', 'forbidden', 'missing'].every((name) =>
        /It does not let the hub read .*commits.*: rules that need them answer INDETERMINATE\.$/.test(String(now.get(name)?.['sentence'])),
      );
    });
  });

  it('have lost nothing meanwhile, and guessed nothing', async () => {
    for (const name of NAMES) expect(await commitsOf(name), name).toBe(10);
  });

  it('are healthy again once they answer, and the timeline has what happened meanwhile', async () => {
    inTrouble = false;
    await readAgain();
    await until('all are healthy and complete', allAre(11), 60_000);
  }, 70_000);
});

function addCommit(repository: Repository): void {
  repository.commits.push(commit(11, [10]));
  repository.branches.set('main', shaOf(11));
  repository.pushedAt = '2026-01-02T00:00:00Z';
}
