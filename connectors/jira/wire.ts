// Jira's JSON: only the fields that we read, in the two shapes in which Jira writes them.
export { readAs, ticketOfComment } from './wire/scalar.js';
export type { History, Item, User } from './wire/history.js';
export * as rest from './wire/issue.js';
export * as webhooks from './wire/webhooks.js';
