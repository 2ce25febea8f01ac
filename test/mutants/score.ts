import { EQUIVALENT } from './equivalent.js';
import type { Kind, Mutant } from './mutate.js';
import type { Left } from './survivors.js';

const isEquivalent = (mutant: Mutant) =>
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

/** Whether every mutant of the kinds that must be caught was. */
export function isTold(all: readonly Mutant[], left: Left): boolean {
  const { caught, counted } = scoreOf('NAMED', all, left);
  return caught === counted;
}

/** A sentence for each survivor, then the scores. */
export function tellOf(all: readonly Mutant[], left: Left): readonly string[] {
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
    return `${kind}: mutation score ${caught} of ${counted}, beside ${equivalent} that are equivalent`;
  };
  return [
    ...survived.map((mutant) => `survived (${left.get(mutant) ?? ''}): ${sentence(mutant)}`),
    ...wrong,
    score('NAMED'),
    score('WIDER'),
    all.length > rightly.length
      ? `${all.length - rightly.length} change only words and are not counted`
      : 'what changes only words is left out (--words)',
  ];
}
