// ServiceNow's JSON: only the columns that we read, in each of the ways in which it writes a value.
export { readAs } from './wire/cell.js';
export * from './wire/records.js';
export * from './wire/webhook.js';
