import { afterEach, describe, expect, it } from 'vitest';
import type { GitHub, World } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { ANA, get, payWorld, shaOf, timeOf, TOKEN } from './small-world.js';

let github: GitHub;
afterEach(() => github.close());
async function serve(world: World): Promise<GitHub> {
  github = await startGitHub(world, { token: TOKEN });
  return github;
}

describe('checks of a commit', () => {
  const checkRun = (id: number, name: string) => ({
    id,
    sha: shaOf(2),
    name,
    status: 'completed' as const,
    conclusion: 'success' as const,
    startedAt: timeOf(1),
    completedAt: timeOf(id),
  });
  const status = (id: number) => ({ id, sha: shaOf(2), context: 'ci', state: 'success' as const, creator: ANA, createdAt: timeOf(id) });

  it('are the latest run of each name unless all are asked for', async () => {
    await serve(payWorld({ checkRuns: [checkRun(1, 'test'), checkRun(2, 'test'), checkRun(3, 'lint')] }));
    const idsOf = async (query: string): Promise<number[]> => {
      const { body } = await get(github, `/repos/acme/pay/commits/${shaOf(2)}/check-runs${query}`);
      return (body as { check_runs: { id: number }[] }).check_runs.map(({ id }) => id);
    };
    expect(await idsOf('')).toEqual([2, 3]);
    expect(await idsOf('?filter=all')).toEqual([1, 2, 3]);
    expect((await get(github, `/repos/acme/pay/commits/${shaOf(2)}/check-runs?filter=some`)).status).toBe(422);
  });

  it('have every setting of their statuses, newest first, and none of another commit', async () => {
    await serve(payWorld({ statuses: [status(1), status(2), { ...status(3), sha: shaOf(4) }] }));
    const { body } = await get(github, `/repos/acme/pay/commits/${shaOf(2)}/statuses`);
    expect((body as { id: number }[]).map(({ id }) => id)).toEqual([2, 1]);
    expect((await get(github, `/repos/acme/pay/commits/${shaOf(99)}/statuses`)).status).toBe(404);
  });
});

describe('workflow runs', () => {
  const run = (id: number, attempt: number) => ({
    id,
    attempt,
    name: 'CI',
    workflow: 12,
    sha: shaOf(2),
    branch: 'main',
    event: 'push',
    status: 'completed' as const,
    conclusion: 'success' as const,
    createdAt: timeOf(id),
    startedAt: timeOf(id + attempt),
    updatedAt: timeOf(id + 60),
    actor: ANA,
    suite: 7,
  });

  it('are listed by their latest attempt, newest first; the others answer by number', async () => {
    await serve(payWorld({ workflowRuns: [run(1, 1), run(2, 1), run(1, 2)] }));
    const { body } = await get(github, '/repos/acme/pay/actions/runs');
    expect(body).toMatchObject({
      total_count: 2,
      workflow_runs: [
        { id: 2, run_attempt: 1 },
        { id: 1, run_attempt: 2 },
      ],
    });
    expect((await get(github, '/repos/acme/pay/actions/runs/1')).body).toMatchObject({ run_attempt: 2 });
    expect((await get(github, '/repos/acme/pay/actions/runs/1/attempts/1')).body).toMatchObject({ run_attempt: 1 });
    expect((await get(github, '/repos/acme/pay/actions/runs/1/attempts/3')).status).toBe(404);
  });

  it('are refused where the token lacks the permission, or a parameter is unknown', async () => {
    await serve(payWorld());
    expect((await get(github, '/repos/acme/pay/actions/runs?since=x')).status).toBe(422);
    await github.close();
    await serve({ ...payWorld(), denied: new Set(['actions']) });
    expect((await get(github, '/repos/acme/pay/actions/runs')).status).toBe(403);
  });
});
