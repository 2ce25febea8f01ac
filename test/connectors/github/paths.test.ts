import { afterEach, describe, expect, it } from 'vitest';
import github from '../../../connectors/github/index.js';
import { type Commit, type CommitFile, pushPayload, worldOf } from '../../../src/sample/index.js';
import { connected, type Connected, eventsOf } from './reading.js';
import { ANA, commit, pay, shaOf, timeOf } from './world.js';

let open: Connected | null = null;
afterEach(async () => open?.server.close());

const files = (...paths: readonly string[]): CommitFile[] => paths.map((path) => ({ path }));
const numbered = (count: number) => files(...Array.from({ length: count }, (_, n) => `src/${String(n).padStart(5, '0')}.ts`));

/** What is read of the paths of commit 4, which stands on 1 and, as a merge, on 3. */
async function pathsOf(last: Partial<Commit>, parents: readonly number[] = [1]) {
  const repository = pay(0);
  const beside = [commit(2, [1], { files: files('a.ts', 'b.ts') }), commit(3, [2], { files: files('c.ts') })];
  repository.commits.push(commit(1, [], { files: files('README.md') }), ...beside, commit(4, parents, last));
  repository.branches.set('main', shaOf(4));
  open = await connected(worldOf([repository]));
  const bell = github.poll.named?.({ scope: 'repository:github-acme:4711', collection: 'paths', item: shaOf(4) }, open.io.config);
  if (!bell) throw new Error('no doorbell');
  const [event, ...others] = eventsOf((await github.poll.fetch(bell, open.io)).records);
  expect(others).toEqual([]);
  expect(event).toMatchObject({ type: 'commit.touched', occurredAt: null, core: { sha: shaOf(4) } });
  return event?.seen;
}

const requests = () => (open?.server.requests() ?? []).filter(({ path }) => /\/(commits|compare)\//.test(path)).length;

describe('the paths of a commit', () => {
  it('are read by its hash, each once, in their order', async () => {
    expect(await pathsOf({ files: files('z.ts', 'a.ts') })).toEqual({ paths: ['a.ts', 'z.ts'], whole: true });
    expect(requests()).toBe(1);
  });

  it('are both names of what it renames', async () => {
    const seen = await pathsOf({ files: [{ path: 'new.ts', from: 'old.ts' }] });
    expect(seen).toEqual({ paths: ['new.ts', 'old.ts'], whole: true });
  });

  it('are read to the last of several pages', async () => {
    const seen = await pathsOf({ files: numbered(601) });
    expect(seen).toMatchObject({ whole: true });
    expect(seen?.['paths']).toHaveLength(601);
    expect(requests()).toBe(3);
  });

  it('are not all known where GitHub shows no more', async () => {
    const seen = await pathsOf({ files: numbered(3_200) });
    expect(seen).not.toHaveProperty('whole');
    expect(seen?.['paths']).toHaveLength(3_000);
    expect(requests()).toBe(10);
  });

  it('are not all kept where they are too long', async () => {
    const seen = await pathsOf({ files: numbered(40).map(({ path }) => ({ path: `${'d/'.repeat(1_500)}${path}` })) });
    expect(seen).not.toHaveProperty('whole');
    expect(seen?.['paths']).toHaveLength(33);
  });

  it('are unknown where GitHub shows none at all', async () => {
    expect(await pathsOf({})).toEqual({ paths: [] });
  });

  it('are of a merge what it joined, and apart what it has otherwise than all of its parents', async () => {
    const seen = await pathsOf({ files: files('b.ts', 'README.md') }, [1, 3]);
    // Beside its second parent it has only what the merge itself changed.
    expect(seen).toEqual({ paths: ['README.md', 'a.ts', 'b.ts', 'c.ts'], whole: true, merge: true, own: ['README.md', 'b.ts'] });
    expect(requests()).toBe(2);
  });

  it('are of a clean merge nothing of its own', async () => {
    expect(await pathsOf({ files: [] }, [1, 3])).toMatchObject({ paths: ['a.ts', 'b.ts', 'c.ts'], own: [] });
  });

  it('are refused where GitHub does not have the commit', async () => {
    open = await connected(worldOf([pay(1)]));
    const bell = { collection: 'paths', reference: { repository: '4711', sha: shaOf(9) } };
    await expect(github.poll.fetch(bell, open.io)).rejects.toThrow(/GitHub refused the files of commit 0+9 of acme\/pay with 422/);
  });

  it('are the same by webhook and by reading; a push says nothing of a merge', async () => {
    const changed: CommitFile[] = [
      { path: 'new.ts', from: 'old.ts' },
      { path: 'added.ts', status: 'added' },
      { path: 'gone.ts', status: 'removed' },
      { path: 'kept.ts' },
    ];
    const read = await pathsOf({ files: changed });
    const [repository] = [pay(0)];
    repository.commits.push(commit(1, []), commit(3, [1]), commit(4, [1], { files: changed }), commit(5, [4, 3], { files: files('x.ts') }));
    const activity = {
      id: 1,
      ref: 'refs/heads/main',
      before: shaOf(1),
      after: shaOf(5),
      timestamp: timeOf(9),
      type: 'push',
      actor: ANA,
    } as const;
    const addresses = open?.server.addresses;
    if (!addresses) throw new Error('not served');
    const { body } = pushPayload({ addresses, repository, sender: ANA }, activity);
    const payload = JSON.parse(JSON.stringify(body)) as never;
    const told = eventsOf([{ kind: 'webhook.push', key: 'push', payload }]).filter(({ type }) => type === 'commit.touched');
    expect(told.map(({ core, seen }) => [core['sha'], seen])).toEqual([[shaOf(4), read]]);
  });
});
