// The words that every room speaks: events, refs, connectors, policy, verdicts, errors.
// Comes in: nothing. Goes out: types, schemas and pure functions over them.
// Never: reads a clock, opens a file or a socket, or imports anything but zod.
export * from './time.js';
export * from './mark.js';
export * from './event-types.js';
export * from './event.js';
export * from './errors.js';
export * from './connector.js';
export * from './policy.js';
export * from './verdict.js';
