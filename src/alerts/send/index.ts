// Comes in: a message and where it goes. Goes out: whether it arrived, and when to try again.
// Never: follows a redirect, opens a connection to a private address that was not allowed, tells an address in an error.
export { isPublic } from './address.js';
export { type Attempt, type Bounds, type Message, post } from './post.js';
export { DELAYS_MS, nextDelayMs } from './schedule.js';
export { keyOf, newSecret, signedHeaders } from './signature.js';
