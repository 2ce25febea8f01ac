import { linksOf } from './link-object.js';
import type { Shape } from './objects.js';
import { commentObject, issueTypeById, projectObject, statusById, textOf, userOrNull } from './objects.js';
import { COMPUTED } from './system-fields.js';
import { jiraTime } from './time.js';
import type { View } from './view.js';
import { selfOf } from './view.js';
import type { Field, FieldKind, Issue } from './world.js';

type Shaper = (view: View, value: unknown) => unknown;
const SHAPERS: Readonly<Record<FieldKind, Shaper>> = {
  raw: (_view, value) => value,
  document: (view, value) => textOf(view, String(value)),
  user: (view, value) => userOrNull(view, String(value)),
  users: (view, value) => (value as readonly string[]).map((accountId) => userOrNull(view, accountId)),
  datetime: (view, value) => jiraTime(String(value), view.zone),
  status: (view, value) => statusById(view, String(value)),
  issuetype: (view, value) => issueTypeById(view, String(value)),
};
const EMPTY_LISTS = new Set(['labels', 'components', 'fixVersions']);

/** One issue with the fields that were asked for: ids, `*all`, `*navigable`, and `-id` to leave one out. */
export function issueObject(view: View, issue: Issue, asked: readonly string[]): Shape {
  const { id, key } = issue;
  return { expand: EXPANDABLE, id, self: selfOf(view, 'issue', id), key, fields: fieldsObject(view, issue, asked) };
}

const EXPANDABLE = 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations';

function fieldsObject(view: View, issue: Issue, asked: readonly string[]): Shape {
  refuseUnlisted(view, issue);
  const wanted = [...view.world.fields, ...COMPUTED].filter((field) => isAsked(field, asked));
  return Object.fromEntries(wanted.map((field) => [field.id, valueOf(view, issue, field)]));
}

function isAsked({ id }: Field, asked: readonly string[]): boolean {
  if (asked.includes(`-${id}`)) return false;
  // Comments are not navigable: they stand on no list of issues.
  return asked.includes('*all') || (asked.includes('*navigable') && id !== 'comment') || asked.includes(id);
}

function valueOf(view: View, issue: Issue, field: Field): unknown {
  if (field.id === 'project') return projectObject(view, issue.projectId);
  if (field.id === 'issuelinks') return linksOf(view, issue);
  if (field.id === 'comment') return embeddedComments(view, issue);
  const value = COMPUTED.includes(field) ? issue[field.id as 'creator' | 'created' | 'updated'] : issue.fields[field.id];
  if (value === undefined || value === null) return EMPTY_LISTS.has(field.id) ? [] : null;
  return SHAPERS[field.kind](view, value);
}

const MOST_EMBEDDED_COMMENTS = 20;

// The oldest alone, and how many there are: whoever wants all pages through /comment.
function embeddedComments(view: View, issue: Issue): Shape {
  const comments = issue.comments.slice(0, MOST_EMBEDDED_COMMENTS).map((comment) => commentObject(view, issue.id, comment));
  return {
    comments,
    self: selfOf(view, 'issue', issue.id, 'comment'),
    maxResults: comments.length,
    total: issue.comments.length,
    startAt: 0,
  };
}

function refuseUnlisted({ world }: View, issue: Issue): void {
  const unlisted = Object.keys(issue.fields).find((id) => !world.fields.some((field) => field.id === id));
  if (unlisted === undefined) return;
  throw new Error(
    `${issue.key} has a value for the field ${unlisted}, which the world of this stand-in does not list; add it to its fields.`,
  );
}
