import type { Interval } from '#contract';
import type { DeploymentCase } from '../case.js';
import type { BranchPush } from './facts.js';

/** A carried commit came into a branch then; `at` null: nobody knows when. */
export interface Passage {
  /** For people: `pull request #12 was merged`. */
  readonly named: string;
  readonly branch: string | null;
  readonly at: Interval | null;
  readonly seqs: readonly number[];
}

/** When the carried commits came into release branches: by merges of pull requests, and by pushes; what came in unseen came some time. */
export function passagesOf(subject: DeploymentCase): readonly Passage[] {
  const { pulls, broughtIn, releaseBranches } = subject;
  const isRelease = (branch: string | null) => branch !== null && (releaseBranches?.includes(branch) ?? true);
  const names = [...broughtIn.pulls.keys()].sort();
  const merges = names.flatMap((name): readonly Passage[] => {
    const pull = pulls.get(name);
    if (!pull || (pull.mergeBase !== null && !isRelease(pull.mergeBase))) return [];
    const named = `${pull.number === null ? 'a pull request' : `pull request #${pull.number}`} was merged`;
    return [
      {
        named,
        branch: pull.mergeBase,
        at: pull.mergeBase === null ? null : pull.merged,
        seqs: [pull.mergedSeq].flatMap((seq) => seq ?? []),
      },
    ];
  });
  const landed = new Set(names.flatMap((name) => pulls.get(name)?.mergeCommit ?? []));
  const all = (subject.protection?.pushes ?? []).filter(({ branch }) => isRelease(branch));
  // The push that put a merge there is that merge.
  const pushes = all.filter(({ sha }) => !landed.has(sha));
  const unseen = unseenOf(subject, pushes);
  return [
    ...merges,
    ...pushes.map(({ sha, branch, at, seq }) => ({ named: `${sha.slice(0, 12)} was pushed`, branch, at, seqs: [seq] })),
    ...(unseen > 0 ? [{ named: `${unseen === 1 ? 'a commit' : `${unseen} commits`} came in`, branch: null, at: null, seqs: [] }] : []),
  ];
}

/** Carried commits that neither a merge nor a push that was read brought in. */
function unseenOf({ contents, broughtIn, history }: DeploymentCase, pushes: readonly BranchPush[]): number {
  const alone = new Set(contents.carries.filter((sha) => !broughtIn.byCommit.has(sha)));
  const line = pushes.map(({ sha }) => sha);
  for (let sha = line.pop(); sha !== undefined; sha = line.pop()) {
    alone.delete(sha);
    line.push(...(history?.graph.parentsOf(sha) ?? []).filter((parent) => alone.has(parent)));
  }
  return alone.size;
}
