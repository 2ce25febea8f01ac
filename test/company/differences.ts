import type { Judged } from './arrival.js';
import { RULES } from './rule-names.js';
import type { Labels, Seen } from './said.js';

/** What the hub says and the plan does not, and the other way round: one sentence each, none where they agree. */
export function differencesOf({ labels, stories, verdicts, later, quarantined }: Judged): readonly string[] {
  return [
    ...differences(labels.now, verdicts, stories),
    ...(later === null ? [] : differences(labels.later, later, stories).map((one) => `after all deadlines: ${one}`)),
    ...quarantined.map((record) => `quarantined: ${record}`),
  ];
}

function differences(labels: Labels, verdicts: Seen, stories: ReadonlyMap<string, string>): readonly string[] {
  const storyOf = (line: string) => line.split(' ').flatMap((word) => stories.get(word) ?? [])[0] ?? 'nothing of the plan';
  const missing = [...labels.bad, ...labels.good].filter(([line]) => !verdicts.has(line));
  const extra = [...verdicts].filter(([line]) => isExtra(line, labels));
  return [
    ...missing.map(([line, story]) => `${story}: not found: ${line}; instead ${insteadOf(line, verdicts)}`),
    ...extra.map(([line, sentence]) => `${storyOf(line)}: not expected: ${line}: ${sentence}`),
  ];
}

const LABELLED: ReadonlySet<string> = new Set([...RULES, 'REVIEW_DUE']);

/** Whether an answer is one that no label names, or that a label forbids; of a rule without labels nobody can say. */
export function isExtra(line: string, { bad, none }: Labels): boolean {
  if (!LABELLED.has(line.slice(0, line.indexOf(' ')))) return false;
  return (/(GAP|INDETERMINATE|EXEMPT)$|^REVIEW_DUE/.test(line) && !bad.has(line)) || none.has(line.slice(0, line.lastIndexOf(' ')));
}

function insteadOf(line: string, verdicts: Seen): string {
  const about = line.slice(0, line.lastIndexOf(' '));
  const found = ['GAP', 'INDETERMINATE', 'PASS', 'EXEMPT'].filter((answer) => verdicts.has(`${about} ${answer}`));
  return found.length === 0 ? 'nothing' : found.map((answer) => `${answer} (${verdicts.get(`${about} ${answer}`)})`).join(', ');
}
