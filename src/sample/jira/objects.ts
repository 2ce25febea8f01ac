import { documentOf } from './document.js';
import type { Document } from './document.js';
import { found, projectOf, userOf } from './lookup.js';
import { jiraTime } from './time.js';
import type { View } from './view.js';
import { selfOf } from './view.js';
import type { Comment, Status, User } from './world.js';

export type Shape = Readonly<Record<string, unknown>>;

export function userObject(view: View, { accountId, emailAddress, displayName, active, timeZone, accountType }: User): Shape {
  return {
    self: `${selfOf(view, 'user')}?accountId=${encodeURIComponent(accountId)}`,
    accountId,
    ...(emailAddress === undefined ? {} : { emailAddress }),
    displayName,
    active,
    timeZone,
    accountType: accountType ?? 'atlassian',
  };
}

export function userOrNull(view: View, accountId: string | null): Shape | null {
  return accountId === null ? null : userObject(view, userOf(view.world, accountId));
}

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

export function statusObject(view: View, { id, name, category }: Status): Shape {
  const { [category]: shown } = CATEGORIES;
  return {
    self: selfOf(view, 'status', id),
    description: '',
    iconUrl: `${view.url}/images/icons/statuses/generic.png`,
    name,
    untranslatedName: name,
    id,
    statusCategory: { self: selfOf(view, 'statuscategory', String(shown.id)), ...shown },
  };
}

export function statusById(view: View, id: string): Shape {
  return statusObject(
    view,
    found(view.world.statuses, (status) => status.id === id, `status ${id}`),
  );
}

export function issueTypeById(view: View, id: string): Shape {
  const { name, subtask } = found(view.world.issueTypes, (type) => type.id === id, `issue type ${id}`);
  return { self: selfOf(view, 'issuetype', id), id, description: '', name, subtask };
}

export function projectObject(view: View, id: string): Shape {
  const { key, name, type } = projectOf(view.world, id);
  return { self: selfOf(view, 'project', id), id, key, name, projectTypeKey: type, simplified: false };
}

/** A document in version 3, the plain text in version 2. */
export function textOf(view: View, text: string): string | Document {
  return view.version === 3 ? documentOf(text) : text;
}

export function commentObject(view: View, issueId: string, comment: Comment): Shape {
  const author = userOrNull(view, comment.author);
  const updateAuthor = comment.updateAuthor === undefined ? author : userOrNull(view, comment.updateAuthor);
  return {
    self: selfOf(view, 'issue', issueId, 'comment', comment.id),
    id: comment.id,
    ...(author === null ? {} : { author }),
    body: textOf(view, comment.body),
    ...(updateAuthor === null ? {} : { updateAuthor }),
    created: jiraTime(comment.created, view.zone),
    updated: jiraTime(comment.updated, view.zone),
    jsdPublic: true,
  };
}
