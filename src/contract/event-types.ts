/** Every type of event, with the sentence that `eventTypes` shows. Names follow CDEvents where it has one. */
export const EVENT_TYPES = {
  'repository.renamed': 'The repository bears this name.',
  'repository.transferred': 'The repository has this owner.',
  'branch.observed': 'A branch was read at this commit.',
  'branch.created': 'A branch came to be at a commit.',
  'branch.pushed': 'A branch moved from one commit to another.',
  'branch.rewritten': 'A branch was forced from one commit to another that does not contain it.',
  'branch.deleted': 'A branch was removed.',
  'tag.created': 'A tag names this object.',
  'tag.moved': 'A tag was moved from one object to another.',
  'tag.deleted': 'A tag was removed.',
  'commit.recorded': 'A commit with its parents; author and committer are claims.',
  'pull_request.opened': 'A pull request was opened.',
  'pull_request.updated': 'A pull request has this head.',
  'pull_request.edited': 'A pull request bears this title, or aims at this branch.',
  'pull_request.merged': 'A pull request was merged.',
  'pull_request.closed': 'A pull request was closed without a merge.',
  'pull_request.reopened': 'A pull request was opened again.',
  'review.submitted': 'Somebody reviewed a pull request at a commit.',
  'review.dismissed': 'A review was dismissed.',
  'release.published': 'A release was published.',
  'deployment.requested': 'A deployment of a revision to an environment was created.',
  'deployment.started': 'A deployment began.',
  'deployment.finished': 'A deployment ended, with its outcome.',
  'event.enriched': 'The other door added to an event what the first had not.',
  'event.rewritten': 'The source says something else of a fact than it said before.',
  'event.withdrawn': 'A newer normaliser makes no such event any more.',
  'coverage.changed': 'How far a collection of a source has been completely read, or why it could not be.',
  'normaliser.activated': 'A version of a normaliser is the one that readers use.',
  'policy.activated': 'A version of the policy is in force.',
  'gap.opened': 'A control gap was found and has settled.',
  'gap.resolved': 'Later facts made the rule hold.',
  'gap.reopened': 'The facts changed again and the rule does not hold.',
  'gap.withdrawn': 'The subject of a gap ceased to exist.',
  'access.granted': 'A token was made.',
  'access.revoked': 'A token was revoked.',
  'access.refused': 'Somebody was refused.',
} as const;

export type EventType = keyof typeof EVENT_TYPES;

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(EVENT_TYPES, text);
}
