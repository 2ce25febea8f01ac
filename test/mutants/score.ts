import { EQUIVALENT } from './equivalent.js';
import type { Kind, Mutant } from './mutate.js';
import type { Left } from './survivors.js';

type Listed = (typeof EQUIVALENT)[number];

const isOf = ({ file, within, was, is }: Listed, mutant: Mutant): boolean =>
  mutant.file.endsWith(`/${file}`) && mutant.within === within && mutant.was === was && mutant.is === is;

/** A mutant that cannot change an answer, by the list. */
const isEquivalent = (mutant: Mutant): boolean => EQUIVALENT.some((one) => isOf(one, mutant));

interface Score {
  readonly caught: number;
  readonly counted: number;
}

function scoreOf(kind: Kind, all: readonly Mutant[], left: Left): Score {
  const counted = all.filter((mutant) => mutant.kind === kind && !mutant.isWording && !isEquivalent(mutant));
  return { counted: counted.length, caught: counted.filter((mutant) => !left.has(mutant)).length };
}

/** Those that no label of a company contradicts, and that must be caught; and those that nothing may catch. */
export function survivorsOf(left: Left): readonly Mutant[] {
  return [...left.keys()].filter((mutant) => mutant.kind === 'NAMED' && !mutant.isWording);
}

/** Whether every mutant of the kinds that must be caught was, by a label or by a case of the tables, and no list is wrong. */
export function isTold({ all, left, byCases }: Told, isWhole: boolean): boolean {
  const isCaught = survivorsOf(left).every((mutant) => byCases.has(mutant) || isEquivalent(mutant));
  return isCaught && wrongOf({ all, left, byCases }).length === 0 && (!isWhole || gone(all).length === 0);
}

/** All mutants of a run, those that no label contradicts, and those of these that the tables of cases do. */
interface Told {
  readonly all: readonly Mutant[];
  readonly left: Left;
  readonly byCases: ReadonlySet<Mutant>;
}

const sentence = ({ file, line, was, is, kind }: Mutant) => `${kind} ${file}:${line}: ${was} → ${is}`;

/** What a list says of a mutant and a label or a case contradicts. */
function wrongOf({ all, left, byCases }: Told): readonly string[] {
  const isCaught = (mutant: Mutant) => !left.has(mutant) || byCases.has(mutant);
  const equivalent = all.filter((mutant) => !mutant.isWording && isEquivalent(mutant) && isCaught(mutant));
  const words = all.filter((mutant) => mutant.isWording && isCaught(mutant));
  return [
    ...equivalent.map((one) => `called equivalent, but caught: ${sentence(one)}`),
    ...words.map((one) => `called words, but caught: ${sentence(one)}`),
  ];
}

/** Lines of the list of what no run has any more. */
function gone(all: readonly Mutant[]): readonly string[] {
  const left = EQUIVALENT.filter((one) => !all.some((mutant) => isOf(one, mutant)));
  return left.map(({ file, within, was, is }) => `called equivalent, but no longer there: ${file}, ${within}: ${was} → ${is}`);
}

/** A sentence for each survivor, then the scores. */
export function tellOf({ all, left, byCases }: Told, isWhole: boolean): readonly string[] {
  const rightly = all.filter((mutant) => !mutant.isWording);
  const survived = rightly.filter((mutant) => left.has(mutant) && !isEquivalent(mutant));
  const score = (kind: Kind) => {
    const { caught, counted } = scoreOf(kind, all, left);
    const equivalent = rightly.filter((mutant) => mutant.kind === kind && isEquivalent(mutant)).length;
    const more = [...byCases].filter((mutant) => mutant.kind === kind && !isEquivalent(mutant)).length;
    return `${kind}: mutation score ${caught} of ${counted} by companies, ${caught + more} with the tables of cases; beside ${equivalent} that are equivalent`;
  };
  return [
    ...survived.map(
      (mutant) => `${byCases.has(mutant) ? 'only in the tables of cases' : 'survived'} (${left.get(mutant) ?? ''}): ${sentence(mutant)}`,
    ),
    ...wrongOf({ all, left, byCases }),
    ...(isWhole ? gone(all) : []),
    score('NAMED'),
    score('WIDER'),
    all.length > rightly.length
      ? `${all.length - rightly.length} change only words and are not counted`
      : 'what changes only words is left out (--words)',
  ];
}

/** A sentence for each survivor of the tables alone, then the score of each file, then that of all. */
export function tellOfTables(all: readonly Mutant[], byCases: ReadonlySet<Mutant>, isWhole: boolean): readonly string[] {
  const left: Left = new Map(all.filter((mutant) => !byCases.has(mutant)).map((mutant) => [mutant, 'NOT']));
  const score = (name: string, mutants: readonly Mutant[]) => {
    const { caught, counted } = scoreOf('NAMED', mutants, left);
    return `${name}: ${caught} of ${counted}, beside ${mutants.filter(isEquivalent).length} that are equivalent`;
  };
  const files = [...new Set(all.map(({ file }) => file))];
  return [
    ...[...left.keys()].filter((mutant) => !isEquivalent(mutant)).map((mutant) => `survived: ${sentence(mutant)}`),
    ...wrongOf({ all, left, byCases }),
    ...(isWhole ? gone(all) : []),
    ...files.map((file) =>
      score(
        file,
        all.filter((mutant) => mutant.file === file),
      ),
    ),
    score('mutation score by the tables of cases', all),
  ];
}
