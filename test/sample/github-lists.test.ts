import { afterEach, describe, expect, it } from 'vitest';
import type { Activity, Deployment, GitHub, World } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { ANA, TOKEN, commit, follow, get, linkOf, payRepository, payWorld, pull, shaOf, timeOf } from './small-world.js';

let github: GitHub;
afterEach(() => github.close());
async function serve(world: World): Promise<GitHub> {
  github = await startGitHub(world, { token: TOKEN });
  return github;
}

function deployment(id: number): Deployment {
  return {
    id,
    sha: shaOf(1),
    ref: 'main',
    task: 'deploy',
    environment: id % 2 ? 'production' : 'staging',
    productionEnvironment: id % 2 === 1,
    transientEnvironment: false,
    description: null,
    creator: ANA,
    createdAt: timeOf(id),
    statuses: [],
  };
}
function activity(id: number): Activity {
  return {
    id,
    ref: 'refs/heads/main',
    before: shaOf(id),
    after: shaOf(id + 1),
    timestamp: timeOf(Math.floor(id / 3)),
    type: 'push',
    actor: ANA,
  };
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('lists by page number', () => {
  it('give 30 unless told, at most 100, and address pages by the id of the repository', async () => {
    await serve(payWorld({ deployments: range(1, 120).map(deployment) }));
    expect((await get(github, '/repos/acme/pay/deployments')).body).toHaveLength(30);
    const clamped = await get(github, '/repos/acme/pay/deployments?per_page=500');
    expect(clamped.body).toHaveLength(100);
    expect(linkOf(clamped, 'next')).toBe(`${github.url}/repositories/4711/deployments?per_page=500&page=2`);
    expect(linkOf(clamped, 'last')).toBe(linkOf(clamped, 'next'));
    const second = await get(github, linkOf(clamped, 'next') as string);
    expect([linkOf(second, 'prev'), linkOf(second, 'next')]).toEqual([
      `${github.url}/repositories/4711/deployments?per_page=500&page=1`,
      undefined,
    ]);
  });

  it('bring every deployment once, newest first', async () => {
    await serve(payWorld({ deployments: range(1, 75).map(deployment) }));
    expect((await follow(github, '/repos/acme/pay/deployments?per_page=10')).map(({ id }) => id)).toEqual(range(1, 75).reverse());
  });

  it('shift when something new comes first: the last of a page stands again on the next', async () => {
    const repository = payRepository({ deployments: range(1, 6).map(deployment) });
    await serve({ repositories: [repository], denied: new Set() });
    let next = 7;
    const ids = (
      await follow(github, '/repos/acme/pay/deployments?per_page=3', () => next === 7 && repository.deployments.push(deployment(next++)))
    ).map(({ id }) => id);
    expect(ids).toEqual([6, 5, 4, 4, 3, 2, 1]);
  });

  it('filter deployments by environment, and give one by its id with its statuses newest first', async () => {
    const one = {
      ...deployment(9),
      statuses: [1, 2, 3].map((id) => ({
        id,
        state: 'queued' as const,
        environment: 'live',
        description: '',
        creator: null,
        createdAt: timeOf(9),
      })),
    };
    await serve(payWorld({ deployments: [...range(1, 8).map(deployment), one] }));
    expect((await follow(github, '/repos/acme/pay/deployments?environment=staging')).map(({ id }) => id)).toEqual([8, 6, 4, 2]);
    expect((await get(github, '/repos/acme/pay/deployments/9')).body).toMatchObject({
      id: 9,
      original_environment: 'production',
      environment: 'live',
    });
    expect((await follow(github, '/repos/acme/pay/deployments/9/statuses?per_page=2')).map(({ id }) => id)).toEqual([3, 2, 1]);
  });

  it('give reviews oldest first with states in upper case', async () => {
    const reviews = [1, 2].map((id) => ({
      id,
      author: ANA,
      state: 'APPROVED' as const,
      body: '',
      commit: shaOf(2),
      submittedAt: timeOf(id),
    }));
    await serve(payWorld({ pulls: [pull(5, { reviews })] }));
    expect((await get(github, '/repos/acme/pay/pulls/5/reviews')).body).toMatchObject([
      { id: 1, state: 'APPROVED', user: { id: 501, type: 'User' } },
      { id: 2 },
    ]);
  });
});

describe('the activity list', () => {
  it('never skips and never doubles while new activity comes between the pages, in either direction', async () => {
    for (const [direction, wanted] of [
      ['asc', range(1, 24)],
      ['desc', range(1, 20).reverse()],
    ] as const) {
      const repository = payRepository({ activity: range(1, 20).map(activity) });
      await serve({ repositories: [repository], denied: new Set() });
      let next = 21;
      const add = (): void => void (next < 25 && repository.activity.push(activity(next++)));
      const ids = (await follow(github, `/repos/acme/pay/activity?per_page=3&direction=${direction}`, add)).map(({ id }) => id);
      expect(ids).toEqual(wanted);
      await github.close();
    }
    await serve(payWorld());
  });

  it('refuses page numbers, and a cursor of the other direction', async () => {
    await serve(payWorld({ activity: range(1, 9).map(activity) }));
    expect((await get(github, '/repos/acme/pay/activity?page=2')).status).toBe(422);
    const next = new URL(linkOf(await get(github, '/repos/acme/pay/activity?per_page=3'), 'next') as string);
    expect((await get(github, next.href)).status).toBe(200);
    next.searchParams.set('direction', 'asc');
    expect((await get(github, next.href)).status).toBe(422);
  });
});

describe('a comparison', () => {
  it('gives the commits reachable from head and not from base, oldest first, over all its pages', async () => {
    await serve(payWorld());
    const first = await get(github, `/repos/acme/pay/compare/${shaOf(3)}...${shaOf(10)}?per_page=4&page=1`);
    const second = await get(github, linkOf(first, 'next') as string);
    const shas = [first, second].flatMap(({ body }) => (body as { commits: { sha: string }[] }).commits.map(({ sha }) => sha));
    expect(shas).toEqual(range(4, 10).map(shaOf));
    expect(first.body).toMatchObject({
      status: 'ahead',
      ahead_by: 7,
      behind_by: 0,
      total_commits: 7,
      merge_base_commit: { sha: shaOf(3) },
    });
  });

  it('tells diverged, behind and identical, and takes names of branches', async () => {
    const repository = payRepository();
    repository.commits.push(commit(50, [4]));
    await serve({ repositories: [repository], denied: new Set() });
    const status = async (basehead: string): Promise<unknown> =>
      ((await get(github, `/repos/acme/pay/compare/${basehead}`)).body as { status: string }).status;
    expect(await status(`main...${shaOf(50)}`)).toBe('diverged');
    expect(await status(`main...${shaOf(2)}`)).toBe('behind');
    expect(await status('main...main')).toBe('identical');
  });

  it('answers 404 when a revision is unknown, or when there is no common ancestor', async () => {
    const repository = payRepository();
    repository.commits.push(commit(60, []));
    await serve({ repositories: [repository], denied: new Set() });
    expect(await get(github, `/repos/acme/pay/compare/${shaOf(99)}...main`)).toMatchObject({ status: 404, body: { message: 'Not Found' } });
    expect(((await get(github, `/repos/acme/pay/compare/${shaOf(60)}...main`)).body as { message: string }).message).toContain(
      'No common ancestor',
    );
  });
});
