import type { Judged } from './arrival.js';

/** What the hub says and the plan does not, and the other way round: one sentence each, none where they agree. */
export function differencesOf({ labels, passes, stories, verdicts, quarantined }: Judged): readonly string[] {
  const storyOf = (line: string) => line.split(' ').flatMap((word) => stories.get(word) ?? [])[0] ?? 'nothing of the plan';
  const isBad = (line: string) => /(GAP|INDETERMINATE)$/.test(line);
  const missing = [...labels, ...passes].filter(([line]) => !verdicts.has(line));
  const extra = [...verdicts].filter(([line]) => isBad(line) && !labels.has(line));
  return [
    ...missing.map(([line, story]) => `${story}: not found: ${line}; instead ${insteadOf(line, verdicts)}`),
    ...extra.map(([line, sentence]) => `${storyOf(line)}: not expected: ${line}: ${sentence}`),
    ...quarantined.map((record) => `quarantined: ${record}`),
  ];
}

function insteadOf(line: string, verdicts: Judged['verdicts']): string {
  const about = line.slice(0, line.lastIndexOf(' '));
  const found = ['GAP', 'INDETERMINATE', 'PASS', 'EXEMPT'].filter((answer) => verdicts.has(`${about} ${answer}`));
  return found.length === 0 ? 'nothing' : found.map((answer) => `${answer} (${verdicts.get(`${about} ${answer}`)})`).join(', ');
}
