import type { Expected } from '../../src/sample/organisation/story.js';

/** As the hub writes the subject of a verdict. */
export function subjectOf({ deployment, ticket, pull, other }: Expected): string {
  const refs = [
    other,
    deployment && `deployment:sample-github:${deployment.id}`,
    pull && `pull_request:sample-github:${pull.id}`,
    ticket && `ticket:sample-jira:${ticket.id}`,
  ];
  return refs.filter((ref) => ref !== null).join(' ');
}
