import type { CdEvent } from './cdevent.js';

/** Types that CDEvents has and Changeline does not record, each with the reason. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['pipelinerun.queued', 'what waits has not begun.'],
  ['build.queued', 'what waits has not begun.'],
  ['testcaserun.queued', 'what waits has not begun.'],
  ['testsuiterun.queued', 'what waits has not begun.'],
  ['testcaserun.started', 'a test counts when it has ended.'],
  ['testsuiterun.started', 'a test counts when it has ended.'],
  ['testoutput.published', 'it says where a report lies, and the result is told by the end of the test.'],
  ['change.reviewed', 'it names neither who reviewed nor the verdict, so it shows no review.'],
  ['change.updated', 'it does not name the commit that the change has now.'],
  ['artifact.signed', 'the signature cannot be verified from it.'],
  ['artifact.downloaded', 'to read an artifact changes nothing.'],
  ['artifact.deleted', 'what was built and deployed stays on record.'],
  ['repository.deleted', 'that a repository is gone changes nothing about what was deployed from it.'],
  ['environment.created', 'policy says which environments there are.'],
  ['environment.modified', 'policy says which environments there are.'],
  ['environment.deleted', 'policy says which environments there are.'],
  ['service.published', 'that a service can be reached deploys nothing.'],
  ['service.removed', 'Changeline has no event for a service that is taken away.'],
]);

export function reasonToIgnore({ happened, type }: CdEvent): string {
  const reason = REASONS.get(happened);
  if (reason !== undefined) return `${type} is not supported: ${reason}`;
  return `${type} is not supported: this version of Changeline does not know it.`;
}

export function customIgnored(type: string): string {
  return `${type} is not supported: it is an event of one tool’s own making.`;
}
