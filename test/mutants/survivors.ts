import type { Mutant } from './mutate.js';
import type { Sandbox } from './sandbox.js';

/** What is left of a set of mutants after a history. */
export interface Left {
  /** The same in every answer and every word. */
  readonly silent: readonly Mutant[];
  /** Every answer is the same, some sentence is another one. */
  readonly inWords: readonly Mutant[];
}

/** `rule subject ANSWER` of each, without the sentence. */
export function answersOf(verdicts: readonly string[]): string {
  return verdicts
    .map((line) => line.split('\t')[0] ?? '')
    .sort()
    .join('\n');
}

/** Judges the ledger of a database by the rules as they are, and then by each mutant; gives those that nobody would notice. */
export async function survivors(
  { silent, inWords }: Left,
  given: { readonly url: string; readonly sandboxes: readonly Sandbox[]; readonly answers: string },
): Promise<Left> {
  const right = await given.sandboxes[0]?.judge(given.url);
  if (!right || answersOf(right) !== given.answers) throw new Error('Judged at once, the verdicts are others than the hub gave.');
  const waiting = [...silent.map((mutant) => ({ mutant, isSilent: true })), ...inWords.map((mutant) => ({ mutant, isSilent: false }))];
  const left: { silent: Mutant[]; inWords: Mutant[] } = { silent: [], inWords: [] };
  const work = async (sandbox: Sandbox) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { mutant, isSilent } = next;
      await sandbox.put(mutant.file, mutant.source);
      const said = await sandbox.judge(given.url);
      await sandbox.put(mutant.file, null);
      if (said === null || answersOf(said) !== given.answers) continue;
      (isSilent && said.join('\n') === right.join('\n') ? left.silent : left.inWords).push(mutant);
    }
  };
  await Promise.all(given.sandboxes.map(work));
  return left;
}
