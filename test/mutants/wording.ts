import ts from 'typescript';

/**
 * By file of src/controls the functions and constants that write sentences, or say what a verdict names; `*` for all of
 * a file. That none of them changes an answer is looked at in every run.
 */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  'case.ts': ['whyNot'],
  'direct-push.ts': ['unknownBranches', 'unknownPushes', 'gap', 'indeterminate', 'exempted', 'pass', 'commitsOf', 'seqsOf'],
  'incomplete-request.ts': ['gap', 'indeterminate', 'listed'],
  'judge.ts': ['NAMED', 'unknownEnvironment', 'verdictOf'],
  'outside-window.ts': ['gap', 'asInstant', 'indeterminate'],
  'post-hoc-approval.ts': ['wouldPassIf', 'passes'],
  'post-merge-review.ts': ['wouldPassIf'],
  'self-approval.ts': ['why'],
  'silence.ts': ['*'],
  'spoken.ts': ['*'],
  'stale-review.ts': ['headOf'],
  'unapproved-deployment.ts': ['passes'],
  'untraceable-deployment.ts': ['gapSentence', 'gap', 'indeterminate', 'eventsOf', 'short', 'carriedTrail', 'doubtsOf'],
  'untracked-commits.ts': ['gap', 'pass', 'eventsOf'],
  'authorisation/question.ts': ['eventsOf', 'unknown', 'undecided', 'missingOf'],
  'reviewing/pull-requests.ts': ['unsureSentence', 'doubtsOf', 'indeterminate', 'eventsOf'],
  'reviewing/reviewers.ts': ['lateByOf', 'authorDoubts', 'doubtsOf'],
  'reviewing/words.ts': ['*'],
  'traceability/leads.ts': ['distinct'],
};

/** What stands in one of these of an object is for people. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['sentence', 'wouldPassIf', 'about', 'events', 'what', 'doubts', 'lateMs', 'info']);

/** Whether a piece of a file can only change what a verdict says beside its answer. */
export function isWording(file: string, within: string, node: ts.Node): boolean {
  const properties = propertiesAround(node);
  if (properties.includes('answer')) return false;
  // Of a question of peer review `pass` is the sentence of a PASS.
  if (properties.some((name) => FOR_PEOPLE.has(name)) || (within === 'question' && properties.includes('pass'))) return true;
  const [, writers] = Object.entries(WRITERS).find(([name]) => file.endsWith(`/controls/${name}`)) ?? [];
  return writers !== undefined && (writers.includes('*') || writers.includes(within));
}

/** Variables of which only sentences are made, by their names. */
const OF_SENTENCES: ReadonlySet<string> = new Set(['doubts', 'closed', 'still', 'each', 'why']);

function propertiesAround(node: ts.Node): readonly string[] {
  if (ts.isSourceFile(node)) return [];
  return [...namesOf(node), ...propertiesAround(node.parent)];
}

function namesOf(node: ts.Node): readonly string[] {
  if (ts.isPropertyAssignment(node)) return [node.name.getText()];
  return ts.isVariableDeclaration(node) && OF_SENTENCES.has(node.name.getText()) ? ['sentence'] : [];
}
