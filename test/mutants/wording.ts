import ts from 'typescript';

/**
 * By file of src/controls the functions and constants that write sentences, or say what a verdict names; `*` for all of
 * a file. That none of them changes an answer is looked at in every run.
 */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  'backdated-approval.ts': ['gap'],
  'blind-spot.ts': ['gap'],
  'case.ts': ['whyNot'],
  'control-weakened.ts': ['perhaps', 'gap', 'branchRef', 'saidOf', 'passed'],
  'developer-deployed.ts': ['unknownStarter'],
  'direct-push.ts': ['unknownBranches', 'unknownPushes', 'gap', 'indeterminate', 'exempted', 'pass', 'commitsOf', 'seqsOf'],
  'distinct.ts': ['*'],
  'evidence-removed.ts': ['gap', 'when', 'counted', 'capital'],
  'failed-checks-overridden.ts': ['unordered', 'passSentence', 'gap'],
  'freeze-violation.ts': ['gap', 'indeterminate'],
  'incomplete-approval.ts': ['gap', 'passes'],
  'incomplete-request.ts': ['gap', 'indeterminate', 'listed'],
  'judge.ts': ['NAMED', 'unknownEnvironment', 'verdictOf'],
  'off-branch-deployment.ts': ['eventsOf'],
  'outcome-mismatch.ts': ['sentencesOf', 'openOnes'],
  'outside-window.ts': ['gap', 'asInstant', 'indeterminate'],
  'post-hoc-approval.ts': ['wouldPassIf', 'passes'],
  'post-merge-review.ts': ['wouldPassIf'],
  'retrofitted-evidence.ts': ['gap'],
  'reused-change.ts': ['gapByReuse', 'gapByClosing'],
  'rewritten-history.ts': ['whatWas'],
  'scope-exceeded.ts': ['nameOf', 'unknown'],
  'self-approval.ts': ['why'],
  'silence.ts': ['*'],
  'spoken.ts': ['*'],
  'stale-approval.ts': ['why', 'gap'],
  'stale-review.ts': ['headOf'],
  'unapproved-deployment.ts': ['passes'],
  'unknown-artifact.ts': ['short'],
  'unqualified-reviewer.ts': ['missingFor', 'gap', 'whomOf'],
  'unrecorded-backout.ts': ['whyOpen'],
  'untested-deployment.ts': ['passSentence', 'gap'],
  'untraceable-deployment.ts': ['gapSentence', 'gap', 'indeterminate', 'eventsOf', 'short', 'carriedTrail', 'doubtsOf'],
  'untracked-commits.ts': ['gap', 'pass', 'eventsOf'],
  'authorisation/question.ts': ['eventsOf', 'unknown', 'undecided', 'missingOf'],
  'integrity/rests-on.ts': ['latestOf'],
  'past-deployments/answer.ts': ['TOLD', 'gap'],
  'reviewing/pull-requests.ts': ['unsureSentence', 'doubtsOf', 'indeterminate', 'eventsOf'],
  'reviewing/reviewers.ts': ['lateByOf', 'authorDoubts', 'doubtsOf'],
  'reviewing/words.ts': ['*'],
  'whole-change/answers.ts': ['eventsOf'],
  'whole-change/chain.ts': ['named'],
  'whole-change/environments.ts': ['latestStart'],
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
const OF_SENTENCES: ReadonlySet<string> = new Set(['doubts', 'closed', 'still', 'each', 'why', 'what']);

function propertiesAround(node: ts.Node): readonly string[] {
  if (ts.isSourceFile(node)) return [];
  return [...namesOf(node), ...propertiesAround(node.parent)];
}

function namesOf(node: ts.Node): readonly string[] {
  if (ts.isPropertyAssignment(node)) return [node.name.getText()];
  return ts.isVariableDeclaration(node) && OF_SENTENCES.has(node.name.getText()) ? ['sentence'] : [];
}
