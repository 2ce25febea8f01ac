import type { AlertDoor } from '../../read/index.js';
import { enableRoute, removeRoute, replayRoute, rotateSecret } from './change.js';
import { createRoute } from './create.js';
import type { DoorOptions } from './options.js';
import { testRoute } from './test-message.js';

/** What administrators do with routes. Who may, and what he may ask for, was looked at before. */
export function alertDoor(options: DoorOptions): AlertDoor {
  return {
    allowPrivate: options.allowPrivate,
    create: (wanted, by) => createRoute(options, wanted, by),
    rotate: (id, overlapHours, by) => rotateSecret(options, id, overlapHours, by),
    test: (id) => testRoute(options, id),
    replay: (id, after) => replayRoute(options, id, after),
    enable: (id, by) => enableRoute(options, id, by),
    remove: (id, by) => removeRoute(options, id, by),
  };
}
