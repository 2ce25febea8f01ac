/** Something wrong in the environment or in a file, with its place, and what to write instead. */
export interface Problem {
  /** `changeline.yaml:3:5`, or the name of an environment variable. */
  readonly where: string;
  readonly sentence: string;
}

/** In the order of the file. */
export function byPlace({ where: a }: Problem, { where: b }: Problem): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** The hub cannot start as it is configured. Lists every problem at once; `main.ts` prints it and ends the process. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ where, sentence }) => `  ${where}  ${sentence}`);
    super(`The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}
