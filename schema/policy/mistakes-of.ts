import type { PolicyProblem } from '../../src/read/index.js';
import type { PolicyMistake } from './policy.type.js';

/** As `PolicyRefused` shows them. */
export function mistakesOf(problems: readonly PolicyProblem[]): { readonly mistakes: readonly PolicyMistake[] } {
  return { mistakes: problems.map(mistakeOf) };
}

function mistakeOf({ where, sentence }: PolicyProblem): PolicyMistake {
  const [, line = '1', column = '1'] = where.split(':');
  return { line: Number(line), column: Number(column), sentence };
}
