// Alerts reach people: what was followed goes to the queues of routes, and from there, signed, to the receivers.
// Comes in: routes, and news of the read tables. Goes out: messages, at least once and with one id each; whether they arrived.
// Never: judges, forgets what was not delivered, or tells an address or a secret.
export { WALL_CLOCK } from './clock.js';
export type { Watched } from './conditions/watched.js';
export { alertDoor } from './door/door.js';
export { AlertLoop, type AlertOptions } from './loop.js';
