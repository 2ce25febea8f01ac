import { afterEach, describe, expect, it } from 'vitest';
import type { CommitFile, GitHub } from '../../src/sample/index.js';
import { startGitHub } from '../../src/sample/index.js';
import { TOKEN, commit, get, linkOf, payWorld, shaOf } from './small-world.js';

let github: GitHub;
afterEach(() => github.close());

const files = (count: number): CommitFile[] => Array.from({ length: count }, (_, n) => ({ path: `f${String(n).padStart(4, '0')}` }));
const serve = async (commits: Parameters<typeof payWorld>[0]) => (github = await startGitHub(payWorld(commits), { token: TOKEN }));
const namesIn = (body: unknown) => (body as { files?: readonly { filename: string }[] }).files?.map(({ filename }) => filename);

describe('the files of a commit', () => {
  it('come 300 a page with the commit, 3,000 in all, and the next page is named', async () => {
    await serve({ commits: [commit(1, [], { files: files(3_100) })] });
    const first = await get(github, `/repos/acme/pay/commits/${shaOf(1)}`);
    expect(namesIn(first.body)).toHaveLength(300);
    expect(first.body).toMatchObject({ sha: shaOf(1), parents: [] });
    expect(linkOf(first, 'next')).toBe(`${github.url}/repositories/4711/commits/${shaOf(1)}?page=2`);
    const last = await get(github, linkOf(first, 'last') as string);
    expect([namesIn(last.body)?.at(-1), linkOf(last, 'next')]).toEqual(['f2999', undefined]);
  });

  it('are left out where nobody knows them', async () => {
    await serve({ commits: [commit(1, [])] });
    expect((await get(github, `/repos/acme/pay/commits/${shaOf(1)}`)).body).not.toHaveProperty('files');
  });

  it('are of a merge all that it joined', async () => {
    const at = (n: number, parents: readonly number[], ...paths: readonly string[]) =>
      commit(n, parents, { files: paths.map((path) => ({ path })) });
    await serve({ commits: [at(1, [], 'a'), at(2, [1], 'b'), at(3, [1], 'c'), at(4, [2, 3], 'd')] });
    expect(namesIn((await get(github, `/repos/acme/pay/commits/${shaOf(4)}`)).body)).toEqual(['c', 'd']);
    const compared = await get(github, `/repos/acme/pay/compare/${shaOf(3)}...${shaOf(4)}?per_page=1&page=1`);
    expect(namesIn(compared.body)).toEqual(['b', 'd']);
  });

  it('stand in a comparison up to 300, on its first page only', async () => {
    await serve({ commits: [commit(1, []), commit(2, [1], { files: files(400) }), commit(3, [2], { files: [] })] });
    const compare = (page: number) => get(github, `/repos/acme/pay/compare/${shaOf(1)}...${shaOf(3)}?per_page=1&page=${page}`);
    expect(namesIn((await compare(1)).body)).toHaveLength(300);
    expect((await compare(2)).body).not.toHaveProperty('files');
  });

  it('of a commit that is not there are refused with 422', async () => {
    await serve({ commits: [commit(1, [])] });
    const { status, body } = await get(github, `/repos/acme/pay/commits/${shaOf(7)}`);
    expect([status, body]).toMatchObject([422, { message: `No commit found for SHA: ${shaOf(7)}` }]);
  });
});
