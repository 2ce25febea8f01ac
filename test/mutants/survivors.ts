import type { Judged } from '../company/arrival.js';
import type { Mutant } from './mutate.js';
import { rulesWith } from './rules-with.js';
import type { Noticed, Sandbox } from './sandbox.js';

/** Mutants that no label caught yet, with how far they were noticed. */
export type Left = ReadonlyMap<Mutant, Noticed>;

const DEGREES: readonly Noticed[] = ['NOT', 'IN_WORDS', 'UNLABELLED'];

/** Judges the cases of a history by each mutant that is left; gives those that no label contradicts. */
export async function survivors(left: Left, judged: Judged, sandbox: Sandbox): Promise<Left> {
  const differences = differencesTo(judged, sandbox);
  if (differences.length > 0)
    throw new Error(`Judged at once, the answers are others than the hub gave.\n${differences.slice(0, 20).join('\n')}`);
  const still = new Map<Mutant, Noticed>();
  for (const [mutant, before] of left) {
    // What has no labels no company contradicts.
    const now = rulesWith(mutant.file) === null ? before : await sandbox.judge(mutant);
    if (now !== 'CAUGHT') still.set(mutant, DEGREES.indexOf(now) > DEGREES.indexOf(before) ? now : before);
  }
  return still;
}

function differencesTo({ verdicts }: Judged, { right }: Sandbox): readonly string[] {
  const answers = new Set(right);
  const missing = [...verdicts.keys()].filter((line) => !answers.has(line)).map((line) => `- ${line}`);
  return [...missing, ...right.filter((line) => !verdicts.has(line)).map((line) => `+ ${line}`)];
}
