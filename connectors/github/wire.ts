// GitHub's JSON: only the fields that we read, in the three shapes in which GitHub writes them.
export { readAs, ZERO } from './wire/scalar.js';
export * as rest from './wire/rest.js';
export * as checks from './wire/checks.js';
export * as environments from './wire/environments.js';
export * as graphql from './wire/graphql.js';
export * as protections from './wire/protections.js';
export * as security from './wire/security.js';
export * as webhooks from './wire/webhooks.js';
