import type { Mutator } from '../mutator.js';
import type { Account } from '../../../src/sample/index.js';
import { type Cast, CHECKER, DEPLOYER } from '../people.js';
import type { Push } from '../plan.js';
import { chosen, lastMerge } from './choose.js';
import { ofDeployments, ofPairs } from './expect.js';

const LOCK = 'package-lock.json';
const CODE = 'src/index.ts';

/** What is pushed to main in the minutes after the last merge. */
type Given = Pick<Push, 'by' | 'files' | 'author'>;

/** "Commits of service accounts touching only [paths] are EXEMPT". */
function pushed(name: string, answer: 'GAP' | 'EXEMPT' | 'INDETERMINATE', given: (cast: Cast) => readonly Given[]): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change } = chosen(unit, random);
      const at = lastMerge(unit) + 60;
      for (const [nth, one] of given(unit.cast).entries())
        change.pushes.push({ ...one, at: at + nth * 20, message: '{key} Mend it at once', takes: null, aside: null });
      ofDeployments(unit, 'direct-push', answer);
      // Whoever wrote it may be who approved it.
      if (change.pushes.some(({ author }) => author === null)) ofPairs(unit, 'self-approval', 'INDETERMINATE', change);
      return true;
    },
  };
}

const by = (account: Account, files?: readonly string[], author: Account | null = account): Given => ({
  ...{ by: account, author },
  ...(files ? { files } : {}),
});

/** GitHub shows 3,000 files of a commit, and does not say whether there are more. */
const MANY = Array.from({ length: 3000 }, (_, nth) => `p/${nth}/${LOCK}`);

/** Its commits reach main by a push of somebody, and a merge into another branch does not help. */
const mergedElsewhere: Mutator = {
  name: 'merged into another branch, and pushed to main from there',
  apply(unit, random) {
    const { change, pull } = chosen(unit, random);
    if (change !== unit.changes.at(-1)) return false;
    Object.assign(pull, { target: 'develop', method: 'merge' });
    for (const commit of pull.commits) commit.message = `{key} ${commit.message.replace('{key} ', '')}`;
    change.pushes.push({ at: pull.mergedAt + 60, by: unit.cast.merger.github, message: '', takes: pull.branch, aside: null });
    ofDeployments(unit, 'direct-push', 'GAP');
    // Whether the pull request is carried is not what this is about.
    for (const rule of ['unreviewed-code', 'post-merge-review', 'stale-review'] as const) ofPairs(unit, rule, 'ANY', pull);
    return true;
  },
};

export const directPush = [
  pushed('somebody pushed a commit to main', 'GAP', ({ stranger }) => [by(stranger.github)]),
  pushed('a service account pushed a commit to main', 'GAP', () => [by(DEPLOYER, [CODE])]),
  mergedElsewhere,
  pushed('a service account pushed only lock files', 'EXEMPT', () => [by(DEPLOYER, [LOCK, `web/${LOCK}`])]),
  pushed('a service account pushed lock files that another one wrote', 'EXEMPT', () => [by(DEPLOYER, [LOCK], CHECKER)]),
  pushed('a service account pushed lock files twice', 'EXEMPT', () => [by(DEPLOYER, [LOCK]), by(CHECKER, [`web/${LOCK}`])]),
  pushed('a service account pushed a lock file and code', 'GAP', () => [by(DEPLOYER, [LOCK, CODE])]),
  pushed('a service account pushed lock files that a person wrote', 'GAP', ({ author }) => [by(DEPLOYER, [LOCK], author.github)]),
  pushed('a person pushed lock files', 'GAP', ({ stranger }) => [by(stranger.github, [LOCK])]),
  pushed('a person pushed lock files that a service account wrote', 'GAP', ({ stranger }) => [by(stranger.github, [LOCK], DEPLOYER)]),
  pushed('a service account pushed lock files, and a person code', 'GAP', ({ stranger }) => [
    by(DEPLOYER, [LOCK]),
    by(stranger.github, [CODE]),
  ]),
  pushed('a service account pushed lock files, and then something that nobody shows', 'INDETERMINATE', () => [
    by(DEPLOYER, [LOCK]),
    by(DEPLOYER),
  ]),
  pushed('a service account pushed so many lock files that not all are shown', 'INDETERMINATE', () => [by(DEPLOYER, MANY)]),
  pushed('a service account pushed lock files of which nobody knows who wrote them', 'INDETERMINATE', () => [by(DEPLOYER, [LOCK], null)]),
  pushed('a service account pushed something that nobody shows, and a person code', 'GAP', ({ stranger }) => [
    by(DEPLOYER),
    by(stranger.github, [CODE]),
  ]),
];
