import { issueObject } from '../issue-object.js';
import type { Shape } from '../objects.js';
import type { History, HistoryItem, Issue } from '../world.js';
import type { Payload, Scene } from './scene.js';
import { actor, raisedAt, sceneView } from './scene.js';

// Above every id of a world: what a delivery of a creation names here stands nowhere else.
const CREATION_IDS = 900_000_000;

/** `jira:issue_created`. Like the recorded ones it has a changelog of what was set from the start; the REST changelog does not have that entry. */
export function issueCreatedPayload(given: Scene, issue: Issue): Payload {
  const scene = by(given, issue.creator);
  const items = Object.entries(issue.fields).flatMap(([id, value]) => firstItem(scene, id, value));
  return {
    timestamp: raisedAt(scene, issue.created),
    webhookEvent: 'jira:issue_created',
    issue_event_type_name: 'issue_created',
    user: actor(scene),
    issue: whole(scene, issue),
    changelog: { id: String(CREATION_IDS + Number(issue.id)), items },
  };
}

function firstItem({ world }: Scene, id: string, value: unknown): HistoryItem[] {
  if (typeof value !== 'string') return [];
  const status = id === 'status' ? world.statuses.find((each) => each.id === value) : undefined;
  const [to, shown] = status === undefined ? [null, value] : [value, status.name];
  const fieldtype = id.startsWith('customfield_') ? 'custom' : 'jira';
  return [{ field: id, fieldtype, fieldId: id, from: null, fromString: null, to, toString: shown }];
}

/** `jira:issue_updated` of one entry of the changelog, under the same id as in the REST changelog. */
export function issueUpdatedPayload(given: Scene, issue: Issue, history: History): Payload {
  const scene = by(given, history.author);
  return {
    timestamp: raisedAt(scene, history.created),
    webhookEvent: 'jira:issue_updated',
    issue_event_type_name: eventTypeOf(history),
    user: actor(scene),
    issue: whole(scene, issue),
    changelog: { id: history.id, items: history.items },
  };
}

function eventTypeOf({ items }: History): string {
  if (items.some(({ field }) => field === 'status')) return 'issue_generic';
  if (items.some(({ field }) => field === 'Key')) return 'issue_moved';
  return items.some(({ field }) => field === 'assignee') ? 'issue_assigned' : 'issue_updated';
}

/** `jira:issue_deleted`: the issue as it was, comments and all. */
export function issueDeletedPayload(scene: Scene, issue: Issue): Payload {
  return {
    timestamp: raisedAt(scene, issue.updated),
    webhookEvent: 'jira:issue_deleted',
    user: actor(scene),
    issue: whole(scene, issue),
  };
}

// Who did it, unless the test says somebody else.
function by(scene: Scene, author: string | null): Scene {
  return scene.user === undefined && author !== null ? { ...scene, user: author } : scene;
}

function whole(scene: Scene, issue: Issue): Shape {
  const { id, self, key, fields } = issueObject(sceneView(scene), issue, ['*all']);
  return { id, self, key, fields };
}
