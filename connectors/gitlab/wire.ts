// GitLab's JSON: only the fields that we read, in the shapes in which REST and webhooks write them.
export { readAs, ZERO } from './wire/scalar.js';
export * as access from './wire/access.js';
export * as ci from './wire/ci.js';
export * as code from './wire/code.js';
export * as merges from './wire/merge-request.js';
export * as rest from './wire/rest.js';
export * as webhooks from './wire/webhooks.js';
