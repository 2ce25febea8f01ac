import { issueObject } from '../issue-object.js';
import { commentObject } from '../objects.js';
import type { Comment, Issue, IssueLink } from '../world.js';
import type { Payload, Scene } from './scene.js';
import { raisedAt, sceneView } from './scene.js';

/** `comment_created`, `comment_updated`, `comment_deleted`: no user beside the comment's own, and six fields of the issue. */
export function commentPayload(scene: Scene, issue: Issue, comment: Comment, change: 'created' | 'updated' | 'deleted'): Payload {
  const view = sceneView({ ...scene, ...(comment.author === null || scene.user !== undefined ? {} : { user: comment.author }) });
  const { id, self, key, fields } = issueObject(view, issue, ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status']);
  return {
    timestamp: raisedAt(scene, change === 'created' ? comment.created : comment.updated),
    webhookEvent: `comment_${change}`,
    comment: commentObject(view, issue.id, comment),
    issue: { id, self, key, fields },
  };
}

/** `issuelink_created`, `issuelink_deleted`: ids alone, as numbers where REST writes strings, and nobody who did it. */
export function issueLinkPayload(scene: Scene, link: IssueLink, change: 'created' | 'deleted'): Payload {
  const { id, name, inward, outward } = link.type;
  const source = scene.world.issues.find((issue) => issue.id === link.source);
  return {
    timestamp: raisedAt(scene, source?.updated ?? new Date(0).toISOString()),
    webhookEvent: `issuelink_${change}`,
    issueLink: {
      id: Number(link.id),
      sourceIssueId: Number(link.source),
      destinationIssueId: Number(link.destination),
      issueLinkType: {
        id: Number(id),
        name,
        outwardName: outward,
        inwardName: inward,
        isSubTaskLinkType: false,
        isSystemLinkType: false,
      },
      sequence: 0,
      systemLink: false,
    },
  };
}
