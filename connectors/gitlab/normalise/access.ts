import { type AccountMark, type Draft, type Json, type Marked, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { access, readAs } from '../wire.js';
import { accountOf } from './people.js';

type Access = z.output<typeof access.accessRecord>;
type Level = NonNullable<NonNullable<Access['environments']>[number]['deploy_access_levels']>[number];

interface Holder {
  readonly account: AccountMark;
  readonly id: string;
  readonly role: number;
}

const DEVELOPER = 30;
const MAINTAINER = 40;
const ROLES: Readonly<Record<number, string>> = {
  ...{ 0: 'none', 5: 'minimal', 10: 'guest', 15: 'planner', 20: 'reporter' },
  ...{ [DEVELOPER]: 'developer', [MAINTAINER]: 'maintainer', 50: 'owner', 60: 'admin' },
};

/**
 * Who may merge, push, deploy and administer, by role and by what protects the branches that are read (docs.gitlab.com, Roles and
 * permissions; Protected branches). What is granted to groups and keys is named beside it: whom that takes in is not told here.
 */
export function fromAccess(payload: Json): Normalised {
  const read = readAs(access.accessRecord, payload, 'access');
  const { project, nth, branches, environments } = read;
  const holders = holdersOf(read);
  const developers = holders.filter(({ role }) => role >= DEVELOPER);
  const may = (kind: 'merge' | 'push') => someBranch(holders, branches, kind);
  const levels = [...branches.flatMap((one) => levelsIn(one, 'merge', 'push')), ...(environments ?? []).flatMap(deployLevels)];
  const observed: Draft = {
    type: 'permission.observed',
    subject: ref('repository', project.id),
    identity: {
      kind: 'repository_access',
      natural: [project.id],
      transition: 'observed',
      discriminator: [String(nth), ...holders.flatMap(({ account, role }) => [account, String(role)])],
    },
    occurredAt: null,
    timeFrom: 'SEEN',
    core: {
      place: ref('repository', project.id),
      mayMerge: accounts(may('merge')),
      mayPush: accounts(may('push')),
      // To environments that nothing protects.
      mayDeploy: accounts(developers),
      protectedEnvironments: (environments ?? []).map((one) => deploying(one, developers)),
      mayAdminister: accounts(holders.filter(({ role }) => role >= MAINTAINER)),
      members: accounts(holders),
      roles: holders.map(({ role }) => ROLES[role] ?? String(role)),
      grantedToGroups: distinct(levels.flatMap(({ group_id: group }) => group ?? [])),
      grantedToKeys: distinct(levels.flatMap(({ deploy_key_id: key }) => key ?? [])).length,
    },
  };
  return { events: [observed] };
}

/** Of somebody who is listed more than once (directly, by a group, by an invitation) the highest role counts. Who is blocked holds none. */
function holdersOf({ members }: Access): readonly Holder[] {
  const best = new Map<string, Holder>();
  for (const member of members) {
    const account = accountOf(member);
    if (account === null || member.state !== 'active' || (member.membership_state ?? 'active') !== 'active') continue;
    const before = best.get(member.id);
    if (!before || before.role < member.access_level) best.set(member.id, { account, id: member.id, role: member.access_level });
  }
  return [...best.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

type Branch = Access['branches'][number];

function someBranch(holders: readonly Holder[], branches: readonly Branch[], kind: 'merge' | 'push'): readonly Holder[] {
  return holders.filter((holder) => branches.some((branch) => isAllowedOn(branch, holder, kind)));
}

/** A branch that nothing protects is every developer's. */
function isAllowedOn(branch: Branch, holder: Holder, kind: 'merge' | 'push'): boolean {
  if (branch.protectedBranches.length === 0) return holder.role >= DEVELOPER;
  return levelsIn(branch, kind).some((level) => takesIn(level, holder));
}

function levelsIn({ protectedBranches }: Branch, ...kinds: readonly ('merge' | 'push')[]): readonly Level[] {
  return protectedBranches.flatMap((one) => kinds.flatMap((kind) => one[`${kind}_access_levels`] ?? []));
}

/** One of a person, a group or a key says `access_level`, too, which then is nobody's role. */
function takesIn({ user_id: user, group_id: group, deploy_key_id: key, access_level: role }: Level, holder: Holder): boolean {
  if (user) return user === holder.id && holder.role >= DEVELOPER;
  if (group || key || !role) return false;
  return holder.role >= role;
}

function deployLevels({ deploy_access_levels: levels }: { readonly deploy_access_levels?: readonly Level[] | null | undefined }) {
  return levels ?? [];
}

function deploying(environment: NonNullable<Access['environments']>[number], developers: readonly Holder[]): Marked {
  const levels = deployLevels(environment);
  return {
    environment: environment.name,
    mayDeploy: accounts(developers.filter((holder) => levels.some((level) => takesIn(level, holder)))),
    groups: distinct(levels.flatMap(({ group_id: group }) => group ?? [])),
  };
}

const accounts = (holders: readonly Holder[]): readonly AccountMark[] => holders.map(({ account }) => account);
const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
