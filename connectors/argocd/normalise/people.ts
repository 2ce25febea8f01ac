import { account, type AccountMark } from '#contract';
import type { Initiator } from '../wire.js';

/** No user can be called so: a name of a local user has no colon. */
const CONTROLLER = account('system:application-controller', 'SERVICE', 'Argo CD');

/**
 * Who started a sync, by the name of the user, which is all that Argo CD keeps; tokens of projects are called
 * `proj:PROJECT:ROLE`. Null where nobody is named, as in entries of the history that are older than Argo CD 2.12.
 */
export function starterOf(initiator: Initiator | null | undefined): AccountMark | null {
  if (initiator?.automated === true) return CONTROLLER;
  const name = initiator?.username;
  return name ? account(name, isToken(name) ? 'SERVICE' : 'PERSON', name) : null;
}

/** Only where a user is named Argo CD says by what it was started: what is automated may follow a merge, or heal. */
export function triggerOf(initiator: Initiator | null | undefined): 'HAND' | null {
  const name = initiator?.username;
  return initiator?.automated !== true && name && !isToken(name) ? 'HAND' : null;
}

const isToken = (name: string): boolean => name.startsWith('proj:');
