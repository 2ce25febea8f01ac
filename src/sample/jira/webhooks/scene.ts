import { userObject } from '../objects.js';
import type { Shape } from '../objects.js';
import { userOf } from '../lookup.js';
import type { View } from '../view.js';
import type { World } from '../world.js';

/** Where a payload is made: the stand-in that serves the same world, and who did it when. */
export interface Scene {
  readonly world: World;
  /** The base address of that stand-in. */
  readonly url: string;
  /** The account that did it; the user of the token unless told. */
  readonly user?: string;
  /** Epoch ms at which Jira says that it raised the event. */
  readonly timestamp?: number;
}

export type Payload = Readonly<Record<string, unknown>>;

/** Webhooks write as version 2 does, plain text for documents, and times in the time zone of who did it. */
export function sceneView({ world, url, user }: Scene): View {
  return { world, url, zone: userOf(world, user ?? world.me).timeZone, version: 2 };
}

export function actor(scene: Scene): Shape {
  return userObject(sceneView(scene), userOf(scene.world, scene.user ?? scene.world.me));
}

// In recorded deliveries the event was raised 30 and 52 ms after the time that the issue bears.
const RAISED_AFTER_MS = 30;

/** Never quite the time of the thing itself: the two are not to be compared to the millisecond. */
export function raisedAt(scene: Scene, time: string): number {
  return scene.timestamp ?? Date.parse(time) + RAISED_AFTER_MS;
}
