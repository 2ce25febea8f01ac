import { userOf } from './lookup.js';
import type { World } from './world.js';

/** How a world is shown: version 3 to whoever asks, version 2 in webhooks. */
export interface View {
  readonly world: World;
  /** The base address of the site, without a slash at its end. */
  readonly url: string;
  /** In which times are written. */
  readonly zone: string;
  readonly version: 2 | 3;
}

/** As the API shows it to the user of the token, in that user's time zone. */
export function viewOf(world: World, url: string): View {
  return { world, url, zone: userOf(world, world.me).timeZone, version: 3 };
}

export function selfOf(view: View, ...path: string[]): string {
  return [`${view.url}/rest/api/${view.version}`, ...path].join('/');
}
