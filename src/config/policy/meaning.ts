import type { Problem } from '../problem.js';
import type { YamlFile } from '../yaml-file.js';
import { environmentProblems } from './environments.js';
import { exemptionProblems } from './exemptions.js';
import { freezeProblems, orderProblems } from './freezes.js';
import { peopleProblems } from './people.js';
import { requirementProblems } from './requirements.js';
import { serviceProblems } from './services.js';
import type { SoundPart } from './sound-part.js';
import { sourceProblems } from './sources.js';

/**
 * What a policy of the right shape says that cannot be meant, each at its place. `sources` are the
 * names that it may speak of; null: nobody knows which there are. Where a part was left out, nobody complains that a
 * name is not in it.
 */
export function meaningProblems(file: YamlFile, { policy, maimed }: SoundPart, sources: readonly string[] | null): Problem[] {
  const complaints = [
    ...environmentProblems(policy),
    ...serviceProblems(policy),
    ...sourceProblems(policy, sources),
    ...requirementProblems(policy),
    ...peopleProblems(policy),
    ...freezeProblems(policy),
    ...orderProblems(policy),
    ...exemptionProblems(policy),
  ];
  return complaints
    .filter(({ declaredIn }) => declaredIn === undefined || !maimed.has(declaredIn))
    .map(({ path, says }) => ({ where: file.placeOf(path), sentence: `${path.join('.')} ${says}` }));
}
