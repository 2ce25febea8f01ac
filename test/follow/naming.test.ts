import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Draft, ref } from '#contract';
import { CODE, commit, emptyLedger, type Ledger } from './recorded.js';

const ARGO = 'argo-acme';
const SHA = 'a'.repeat(40);
const IMAGE = `artifact:sha256:${'b'.repeat(64)}`;
const MOMENT = { occurredAt: null, timeFrom: 'SEEN' } as const;
const named = [{ names: { kind: 'commit', text: SHA }, method: 'RELATION', place: 'revision' }] as const;

/** What three tools say that know a hash, and where they have cloned it from, and not what another tool calls the repository. */
const saidElsewhere = (repositoryUrl?: string): readonly Draft[] => {
  const core = repositoryUrl === undefined ? {} : { repositoryUrl };
  const identity = (kind: string) => ({ kind, natural: ['1'], transition: 'told' });
  return [
    {
      ...MOMENT,
      type: 'deployment.requested',
      subject: ref('deployment', '1'),
      identity: identity('deployment'),
      core: { ...core, environment: 'production' },
      mentions: named,
    },
    {
      ...MOMENT,
      type: 'check.finished',
      subject: ref('check', '1'),
      identity: identity('check'),
      core: { ...core, name: 'unit tests', conclusion: 'SUCCESS' },
      mentions: named,
    },
    {
      ...MOMENT,
      type: 'artifact.published',
      subject: ref('artifact', 'sha256', 'b'.repeat(64)),
      identity: identity('artifact'),
      core: { ...core, name: 'acme/pay', tags: [] },
      mentions: named,
    },
  ];
};

const inRepository = (id: string): Draft => ({
  ...commit(SHA),
  subject: ref('commit', id, SHA),
  identity: { kind: 'commit', natural: [id, SHA], transition: 'recorded' },
  core: { repository: ref('repository', id), sha: SHA, parents: [] },
});
const called = (id: string, name: string): Draft => ({
  ...MOMENT,
  type: 'repository.renamed',
  subject: ref('repository', id),
  identity: { kind: 'repository', natural: [id], transition: 'named', discriminator: [name] },
  core: { name },
});

let ledger: Ledger;
beforeEach(async () => {
  ledger = await emptyLedger();
  await ledger.activate({ baselines: { '*': 'empty' } });
});
afterEach(() => ledger.close());

async function placed() {
  const [deployment] = await ledger.sql`select repository, sha from deployment`;
  const [check] = await ledger.sql`select repository, sha from check_run`;
  const [artifact] = await ledger.sql`select commits from artifact_publication where artifact = ${IMAGE}`;
  return { deployment: deployment?.['repository'], sha: deployment?.['sha'], check: check?.['repository'], commits: artifact?.['commits'] };
}
const allIn = (id: string) => ({
  deployment: `repository:${CODE}:${id}`,
  sha: SHA,
  check: `repository:${CODE}:${id}`,
  commits: [`commit:${CODE}:${id}:${SHA}`],
});
const nowhere = { deployment: null, sha: null, check: '', commits: [] };

async function told(...appends: readonly (readonly [string, readonly Draft[]])[]) {
  for (const [source, drafts] of appends) await ledger.record(source, drafts);
  await ledger.toEnd();
  const found = await placed();
  expect(await ledger.rebuilt(await ledger.seq())).toEqual(await ledger.dump());
  return found;
}

it('what names a commit by its hash is placed when the commit is read', async () => {
  expect(await told([ARGO, saidElsewhere()])).toEqual(nowhere);
  expect(await told([CODE, [inRepository('1')]])).toEqual(allIn('1'));
  const [left] = await ledger.sql`select count(*)::int as n from commit_naming`;
  expect(left?.['n']).toBe(0);
});

it('it is placed at once where the commit was read before, or comes in the same transaction', async () => {
  expect(await told([CODE, [inRepository('1')]], [ARGO, saidElsewhere()])).toEqual(allIn('1'));
});

it('of a fork and its original it lies in the one from which the tool has cloned it, in whatever order they are read', async () => {
  const url = 'https://git.acme.example/Acme/pay.git';
  expect(await told([ARGO, saidElsewhere(url)], [CODE, [called('2', 'ana/pay'), inRepository('2')]])).toEqual(allIn('2'));
  expect(await told([CODE, [called('1', 'acme/pay'), inRepository('1')]])).toEqual(allIn('1'));
});

it('a name that is told later decides, too', async () => {
  const url = 'git@git.acme.example:acme/pay.git';
  const before = await told([CODE, [inRepository('1'), inRepository('2')]], [ARGO, saidElsewhere(url)]);
  expect(before).toEqual(nowhere);
  expect(await told([CODE, [called('2', 'acme/pay')]])).toEqual(allIn('2'));
});

it('of two that hold it nobody guesses which was meant', async () => {
  expect(await told([CODE, [inRepository('1'), inRepository('2')]], [ARGO, saidElsewhere()])).toEqual(nowhere);
});

it('what a tool said of itself before is not said again when it is placed', async () => {
  await told([ARGO, saidElsewhere()], [CODE, [inRepository('1')]]);
  const rows = await ledger.sql`select d.environment, c.name, c.conclusion, a.name as artifact
    from deployment d, check_run c, artifact_publication a`;
  expect(rows).toEqual([{ environment: 'production', name: 'unit tests', conclusion: 'SUCCESS', artifact: 'acme/pay' }]);
});

it('a repository that its tool made up of the address stands only until the commit is found', async () => {
  const own = `repository:${ARGO}:git.acme.example/acme/pay`;
  const core = { repository: ref('repository', 'git.acme.example/acme/pay'), repositoryUrl: 'https://git.acme.example/acme/pay' };
  const rollout = saidElsewhere()
    .slice(0, 1)
    .map((draft): Draft => ({ ...draft, core: { ...draft.core, ...core, sha: SHA } }));
  const repositoryNow = async () => (await ledger.sql`select repository, sha from deployment`)[0];
  await told([ARGO, rollout]);
  expect(await repositoryNow()).toEqual({ repository: own, sha: SHA });
  await told([CODE, [called('1', 'acme/pay'), inRepository('1')]]);
  expect(await repositoryNow()).toEqual({ repository: `repository:${CODE}:1`, sha: SHA });
});
