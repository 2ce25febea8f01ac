import type { Addresses } from '../addresses.js';
import { accountObject } from '../rest/account.js';
import { webhookRepository } from '../rest/repository.js';
import type { Account } from '../account.js';
import type { Repository } from '../world.js';

/** Where a payload is made: the addresses of the stand-in that serves the same world. */
export interface Scene {
  readonly addresses: Addresses;
  readonly repository: Repository;
  /** Who did it; GitHub names the owner where it knows nobody else. */
  readonly sender?: Account;
}

export interface Payload {
  /** For the header `X-GitHub-Event`. */
  readonly event: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export function framed(scene: Scene, event: string, own: Record<string, unknown>): Payload {
  const { addresses, repository } = scene;
  const body = {
    ...own,
    repository: webhookRepository(addresses, repository, event),
    sender: accountObject(addresses, scene.sender ?? repository.owner),
  };
  return { event, body };
}
