import { type DeploymentCase, isSwitchedOn, type ProtectionAround } from '../controls/index.js';
import { commitRef, type Trust } from '../correlate/index.js';
import { together } from '../db/together.js';
import type { Awaited } from './awaits.js';
import { commitName } from './load/code.js';
import type { Near } from './load/near.js';

type Subject = Pick<DeploymentCase, 'deployment' | 'repository' | 'inForce' | 'contents' | 'broughtIn'>;

interface By {
  readonly trust: Trust;
  readonly defaultBranch: string | null;
}

/** What protected the branches that a deployment came from; nothing is loaded where no rule asks for it. */
export async function protectionOf(
  around: Near,
  subject: Subject,
  { trust, defaultBranch }: By,
): Promise<Pick<DeploymentCase, 'protection'>> {
  const { deployment, repository, inForce, contents, broughtIn } = subject;
  if (repository === null || !isSwitchedOn('control-weakened', inForce.policy)) return {};
  const refs = [deployment, ...broughtIn.pulls.keys(), ...contents.carries.map((sha) => commitRef(repository, sha))];
  const [facts, pushes, bypasses] = await together([
    around.protections([repository]),
    around.branchPushes(contents.carries.map((sha) => commitName(repository, sha))),
    around.bypasses(refs),
  ]);
  const protection: ProtectionAround = {
    facts: facts.get(repository) ?? [],
    defaultBranch,
    pushes: [...pushes.values()].flat().sort((a, b) => a.seq - b.seq),
    bypasses: [...bypasses.values()].flat().filter(({ source }) => trust(source, 'policy.evaluated')),
  };
  return { protection };
}

/** The collection under which deployments wait for what is told of the protection of their branches. */
export const PROTECTION = 'protection';

export function awaitsProtection({ repository, protection }: Pick<DeploymentCase, 'repository' | 'protection'>): readonly Awaited[] {
  return protection && repository !== null ? [{ scope: repository, collection: PROTECTION, item: '', upTo: null }] : [];
}
