import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf, deploymentPayload, deploymentStatusPayload, startGitHub, worldOf, type GitHub } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { ANA, commit, payRepository, shaOf, timeOf } from '../sample/small-world.js';
import { deployment } from './deployments.js';
import { connectionsTo, externalPlace, GITHUB_TOKEN, SECRET, SOURCE, type Place } from './place.js';
import { list, startHub, type RunningHub, type Tree } from './running-hub.js';

const HOUR_MS = 3_600_000;
const POLICY = 'environments:\n  live: { production: true }\nbaselines:\n  "*": empty\n';

const repository = payRepository();
const unknown = deployment(1, { sha: shaOf(12) });
const started = { id: 1, state: 'in_progress', environment: 'live', description: '', creator: ANA, createdAt: timeOf(1_002) } as const;

let github: GitHub;
let place: Place;
let hub: RunningHub;

beforeAll(async () => {
  github = await startGitHub(worldOf([repository]), { token: GITHUB_TOKEN, clockOffsetMs: HOUR_MS });
  place = await externalPlace({ connections: connectionsTo({ [SOURCE]: github.url }), policy: POLICY });
  hub = await startHub(place.folder, place.env);
});
afterAll(async () => {
  await hub.stop();
  await github.close();
  await place.clear();
});

async function source(): Promise<Tree> {
  return list((await hub.graphql('{ sources { health sentence clockOffsetMs } }'))['sources'])[0] as Tree;
}

async function theDeployment(): Promise<Tree | undefined> {
  const asked = `{ deployments(first: 5) { nodes { revision relation undecided carried
    verdicts(first: 10) { nodes { rule answer sentence missing { what } } } } } }`;
  return list((await hub.graphql(asked))['deployments']?.['nodes'])[0];
}

describe('a source whose clock is an hour off', () => {
  it('is read, and sources says by how much and what to do', async () => {
    const now = await until('it is healthy', async () => {
      const seen = await source();
      return String(seen['health']) === 'HEALTHY' ? seen : null;
    });
    expect(now['sentence']).toMatch(
      /^Every stream was read to its end\. Its clock is 3,(599|600|601) s ahead of the hub's: set whichever is wrong, since times of two systems that far apart cannot be put in order\.$/,
    );
    expect(Math.abs(Number(now['clockOffsetMs']) - HOUR_MS)).toBeLessThan(5_000);
  });

  it('bears no such sentence once its clock is right', async () => {
    github.skewClock(0);
    await until('the warning is gone', async () => !String((await source())['sentence']).includes('clock'));
  });
});

/** Once the repository is read to its end, not to have the revision, nor any check of it, is an answer of its own. */
const OF_ITSELF: Readonly<Record<string, string>> = {
  ...{ 'untraceable-deployment': 'GAP', 'untested-deployment': 'GAP', 'off-branch-deployment': 'GAP' },
  'failed-checks-overridden': 'PASS',
};

describe('a deployment of a revision that nobody knows', () => {
  it('is undecided, and every verdict about it is INDETERMINATE and names the revision', async () => {
    const scene = { addresses: github.addresses, repository };
    await hub.hook(deliveryOf(SECRET, deploymentPayload(scene, unknown)));
    await hub.hook(deliveryOf(SECRET, deploymentStatusPayload(scene, { ...unknown, statuses: [started] }, started)));
    const found = await until('it is judged', async () => {
      const seen = await theDeployment();
      return seen && list(seen['verdicts']?.['nodes']).length > 0 ? seen : null;
    });
    expect(found).toMatchObject({ revision: shaOf(12), relation: 'UNDECIDED', carried: 0 });
    expect(list(found['undecided']).join(' ')).toContain(shaOf(12).slice(0, 12));
    for (const verdict of list(found['verdicts']?.['nodes'])) {
      const rule = String(verdict['rule']);
      expect(['INDETERMINATE', OF_ITSELF[rule]], JSON.stringify(verdict)).toContain(verdict['answer']);
      if (!(rule in OF_ITSELF)) expect(JSON.stringify(verdict)).toContain(shaOf(12).slice(0, 12));
    }
  });

  it('is decided when the commit comes', async () => {
    repository.commits.push(commit(11, [10]), commit(12, [11]));
    repository.branches.set('main', shaOf(12));
    repository.pushedAt = timeOf(12);
    const found = await until('it is decided', async () => {
      const seen = await theDeployment();
      return seen && String(seen['relation']) !== 'UNDECIDED' ? seen : null;
    });
    expect(found).toMatchObject({ relation: 'FIRST', undecided: [], carried: 12 });
    expect(list(found['verdicts']?.['nodes']).map(({ rule, answer }) => `${String(rule)} ${String(answer)}`)).toContain('direct-push GAP');
  });
});
