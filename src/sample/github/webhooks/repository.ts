import { releaseObject } from '../rest/releases.js';
import { accountObject } from '../rest/account.js';
import type { Account } from '../account.js';
import type { Release } from '../world.js';
import type { Payload, Scene } from './frame.js';
import { framed } from './frame.js';

export type ReleaseAction = 'created' | 'published' | 'released' | 'prereleased' | 'deleted' | 'unpublished';

export function releasePayload(scene: Scene, release: Release, action: ReleaseAction): Payload {
  const sender = scene.sender ?? release.author ?? scene.repository.owner;
  return framed({ ...scene, sender }, 'release', { action, release: releaseObject(scene.addresses, scene.repository, release) });
}

/** `create` and `delete`: the short name of the ref, and nothing of where it points. */
export function refPayload(
  scene: Scene,
  event: 'create' | 'delete',
  ref: { readonly type: 'branch' | 'tag'; readonly name: string },
): Payload {
  const master = event === 'create' ? { master_branch: scene.repository.defaultBranch, description: null } : {};
  return framed(scene, event, { ref: ref.name, ref_type: ref.type, ...master, pusher_type: 'user' });
}

/** `repository` renamed: the world bears the new name already. */
export function renamedPayload(scene: Scene, from: string): Payload {
  return framed(scene, 'repository', { action: 'renamed', changes: { repository: { name: { from } } } });
}

/** `repository` transferred, sent to the new owner. */
export function transferredPayload(scene: Scene, from: Account): Payload {
  const kind = from.type === 'Organization' ? 'organization' : 'user';
  return framed(scene, 'repository', {
    action: 'transferred',
    changes: { owner: { from: { [kind]: accountObject(scene.addresses, from) } } },
  });
}
