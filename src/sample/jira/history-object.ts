import type { Shape } from './objects.js';
import { userOrNull } from './objects.js';
import { jiraTime } from './time.js';
import type { View } from './view.js';
import type { History, Issue } from './world.js';

export function historyObject(view: View, history: History): Shape {
  const author = userOrNull(view, history.author);
  return {
    id: history.id,
    ...(author === null ? {} : { author }),
    created: jiraTime(history.created, view.zone),
    items: history.items,
  };
}

const byAge = (a: History, b: History): number => Date.parse(a.created) - Date.parse(b.created) || Number(a.id) - Number(b.id);

export function oldestFirst(issue: Issue): History[] {
  return [...issue.histories].sort(byAge);
}

const MOST_EMBEDDED = 100;

/** `expand=changelog`: the newest hundred, newest first, and how many there are. */
export function embeddedChangelog(view: View, issue: Issue): Shape {
  const histories = oldestFirst(issue).reverse().slice(0, MOST_EMBEDDED);
  return {
    startAt: 0,
    maxResults: histories.length,
    total: issue.histories.length,
    histories: histories.map((history) => historyObject(view, history)),
  };
}
