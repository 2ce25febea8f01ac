import { afterEach, describe, expect, it } from 'vitest';
import { type AccountMark, type Json, MalformedRecord, type RawRecord } from '#contract';
import gitlab from '../../../connectors/gitlab/index.js';
import type { Member, Project } from '../../../src/sample/gitlab/world.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, BEN, BOT, CLEO, pay, worldOf } from './world.js';

let open: Connected | null = null;
afterEach(async () => open?.server.close());

const DEVELOPER = 30;
const MAINTAINER = 40;
const MEMBERS: readonly Member[] = [
  { ...CLEO, role: MAINTAINER },
  { ...ANA, role: DEVELOPER },
  { ...BEN, role: 20 },
  { ...BOT, role: DEVELOPER },
];

async function read(more: Partial<Project>) {
  const world = worldOf(pay(3, { members: MEMBERS, ...more }));
  open = await connected(world);
  return { world, ...open, ...(await pass(open.io, 'access')) };
}

const coreOf = (records: readonly RawRecord[]) => eventsOf(records)[0]?.core ?? {};
const names = (accounts: unknown) => (accounts as readonly AccountMark[]).map(({ login }) => login);

describe('who may merge, push and deploy', () => {
  it('is of a branch that nothing protects every developer, and whoever is more', async () => {
    const { records, claims } = await read({});
    expect(eventsOf(records).map(({ type, subject }) => [type, subject.$ref])).toEqual([['permission.observed', ['repository', '4711']]]);
    const core = coreOf(records);
    expect(names(core['members'])).toEqual(['ana', 'ben', 'cleo', 'project_4711_bot_1f2e']);
    expect(core['roles']).toEqual(['developer', 'reporter', 'maintainer', 'developer']);
    for (const name of ['mayMerge', 'mayPush', 'mayDeploy']) expect(names(core[name])).toEqual(['ana', 'cleo', 'project_4711_bot_1f2e']);
    expect(names(core['mayAdminister'])).toEqual(['cleo']);
    expect(claims).toMatchObject([{ collection: 'access', state: 'COMPLETE' }]);
  });

  it('is of a protected branch whom its levels take in: by role, or by name', async () => {
    const { records } = await read({ protections: [{ name: 'main', push: [0], merge: [MAINTAINER, 'user:501'], forcePush: false }] });
    expect(names(coreOf(records)['mayMerge'])).toEqual(['ana', 'cleo']);
    expect(names(coreOf(records)['mayPush'])).toEqual([]);
    expect(names(coreOf(records)['mayDeploy'])).toEqual(['ana', 'cleo', 'project_4711_bot_1f2e']);
  });

  it('is of several patterns that fit the most permissive, and of none that does not', async () => {
    const strict = { name: 'main', push: [0], merge: [MAINTAINER], forcePush: false };
    const loose = { name: 'ma*', push: [MAINTAINER], merge: [DEVELOPER], forcePush: false };
    const other = { name: 'release/*', push: [DEVELOPER], merge: [DEVELOPER], forcePush: false };
    const { records } = await read({ protections: [strict, loose, other] });
    expect(names(coreOf(records)['mayMerge'])).toHaveLength(3);
    expect(names(coreOf(records)['mayPush'])).toEqual(['cleo']);
  });

  it('names groups and keys, and takes nobody in for them', async () => {
    const { records } = await read({ protections: [{ name: 'main', push: ['deploy_key:3'], merge: ['group:77'], forcePush: false }] });
    const { mayMerge, mayPush, grantedToGroups, grantedToKeys } = coreOf(records);
    expect([mayMerge, mayPush, grantedToGroups, grantedToKeys]).toEqual([[], [], ['77'], 1]);
  });

  it('counts for somebody who is listed twice the higher role, and nothing for who is blocked', async () => {
    const members: Member[] = [
      ...MEMBERS,
      { ...BEN, role: MAINTAINER },
      { ...BEN, role: 10 },
      { id: 504, username: 'dora', role: 50, state: 'blocked' },
    ];
    const { records } = await read({ members });
    expect(names(coreOf(records)['mayAdminister'])).toEqual(['ben', 'cleo']);
    expect(names(coreOf(records)['members'])).not.toContain('dora');
  });

  it('is said of each protected environment, where the edition has them', async () => {
    const { records } = await read({
      protectedEnvironments: [
        { name: 'production', deploy: [MAINTAINER, 'group:9'] },
        { name: 'dev', deploy: ['user:501'] },
      ],
    });
    const environments = coreOf(records)['protectedEnvironments'] as { environment: string; mayDeploy: AccountMark[]; groups: string[] }[];
    expect(environments.map(({ environment, mayDeploy, groups }) => [environment, names(mayDeploy), groups])).toEqual([
      ['dev', ['ana'], []],
      ['production', ['cleo'], ['9']],
    ]);
    expect(coreOf((await read({})).records)['protectedEnvironments']).toEqual([]);
  });
});

describe('a reading of the members', () => {
  it('is a record when it differs from the one before, in whatever order they are listed, and a role that comes back is another fact', async () => {
    const { world, io, records, cursor } = await read({});
    const [own] = world.projects;
    own!.members = [...MEMBERS].reverse();
    expect((await pass(io, 'access', cursor)).records).toEqual([]);
    own!.members = MEMBERS.filter(({ username }) => username !== 'ana');
    const without = await pass(io, 'access', cursor);
    expect(names(coreOf(without.records)['mayMerge'])).toEqual(['cleo', 'project_4711_bot_1f2e']);
    own!.members = MEMBERS;
    const back = await pass(io, 'access', without.cursor);
    expect(coreOf(back.records)).toEqual(coreOf(records));
    const identity = (some: readonly RawRecord[]) => JSON.stringify(eventsOf(some)[0]?.identity);
    expect(identity(back.records)).not.toBe(identity(records));
  });

  it('is no other one because somebody is called otherwise', async () => {
    const { world, io, cursor } = await read({});
    world.projects[0]!.members = MEMBERS.map((one) => (one.id === ANA.id ? { ...one, username: 'ana.b' } : one));
    expect((await pass(io, 'access', cursor)).records).toEqual([]);
  });

  it('14.6 goes through all pages of them', async () => {
    const members = Array.from({ length: 250 }, (_, at): Member => ({ id: 1_000 + at, username: `member-${String(at)}`, role: DEVELOPER }));
    const { records, server } = await read({ members });
    expect(names(coreOf(records)['mayMerge'])).toHaveLength(250);
    expect(server.requests().filter((path) => path.includes('/members/all'))).toHaveLength(3);
  });

  it.each([/^\/members/, /^\/protected_branches/])('claims nothing where %s is hidden, in a sentence', async (path) => {
    const world = worldOf(pay(3, { members: MEMBERS }));
    world.forbidden.push(path);
    open = await connected(world);
    const { records, claims } = await pass(open.io, 'access');
    expect(records).toEqual([]);
    expect(claims).toMatchObject([{ collection: 'access', state: 'DENIED', reason: expect.stringContaining('GitLab refused') as string }]);
  });

  it('that has another form is malformed, and names the field', async () => {
    const { records } = await read({});
    const payload = records[0]!.payload as { readonly [name: string]: Json };
    const broken = {
      ...records[0]!,
      payload: { ...payload, members: [{ id: '1', username: 'ana', state: 'active', access_level: 'owner' }] },
    };
    expect(() => gitlab.normaliser.normalise(broken)).toThrow(MalformedRecord);
    expect(() => gitlab.normaliser.normalise(broken)).toThrow(/^members\.0\.access_level/);
  });
});
