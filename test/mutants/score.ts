import { EQUIVALENT } from './equivalent.js';
import type { Kind, Mutant } from './mutate.js';
import type { Left } from './survivors.js';

/** A mutant that cannot change an answer, by the list. */
export const isEquivalent = (mutant: Mutant): boolean =>
  EQUIVALENT.some(
    ({ file, within, was, is }) => mutant.file.endsWith(`/${file}`) && mutant.within === within && mutant.was === was && mutant.is === is,
  );

interface Score {
  readonly caught: number;
  readonly counted: number;
}

function scoreOf(kind: Kind, all: readonly Mutant[], left: Left): Score {
  const counted = all.filter((mutant) => mutant.kind === kind && !mutant.isWording && !isEquivalent(mutant));
  return { counted: counted.length, caught: counted.filter((mutant) => !left.has(mutant)).length };
}

/** Those that no label of a company contradicts, and that must be caught. */
export function survivorsOf(left: Left): readonly Mutant[] {
  return [...left.keys()].filter((mutant) => mutant.kind === 'NAMED' && !mutant.isWording && !isEquivalent(mutant));
}

/** Whether every mutant of the kinds that must be caught was, by a label or by a case of the tables. */
export function isTold(left: Left, byCases: ReadonlySet<Mutant>): boolean {
  return survivorsOf(left).every((mutant) => byCases.has(mutant));
}

/** A sentence for each survivor, then the scores. */
export function tellOf(all: readonly Mutant[], left: Left, byCases: ReadonlySet<Mutant>): readonly string[] {
  const sentence = ({ file, line, was, is, kind }: Mutant) => `${kind} ${file}:${line}: ${was} → ${is}`;
  const rightly = all.filter((mutant) => !mutant.isWording);
  const survived = rightly.filter((mutant) => left.has(mutant) && !isEquivalent(mutant));
  const wrong = [
    ...rightly
      .filter((mutant) => !left.has(mutant) && isEquivalent(mutant))
      .map((one) => `called equivalent, but caught: ${sentence(one)}`),
    ...all.filter((mutant) => mutant.isWording && !left.has(mutant)).map((one) => `called words, but caught: ${sentence(one)}`),
  ];
  const score = (kind: Kind) => {
    const { caught, counted } = scoreOf(kind, all, left);
    const equivalent = rightly.filter((mutant) => mutant.kind === kind && isEquivalent(mutant)).length;
    const more = [...byCases].filter((mutant) => mutant.kind === kind).length;
    return `${kind}: mutation score ${caught} of ${counted} by companies, ${caught + more} with the tables of cases; beside ${equivalent} that are equivalent`;
  };
  return [
    ...survived.map(
      (mutant) => `${byCases.has(mutant) ? 'only in the tables of cases' : 'survived'} (${left.get(mutant) ?? ''}): ${sentence(mutant)}`,
    ),
    ...wrong,
    score('NAMED'),
    score('WIDER'),
    all.length > rightly.length
      ? `${all.length - rightly.length} change only words and are not counted`
      : 'what changes only words is left out (--words)',
  ];
}
