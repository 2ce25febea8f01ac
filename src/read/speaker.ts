import type { Viewer } from '../access/index.js';
import type { Speaker } from './statement.js';
import type { CannotDo } from './statement.js';

const MOST = 2_000;

/** The viewer, whoever he is, with a reason. */
export function statedBy(viewer: Viewer, reason: string): Speaker | CannotDo {
  const why = reason.trim();
  if (why.length < 1 || why.length > MOST) return { sentence: `Say why: give a reason of 1 to ${MOST} characters.` };
  return { token: viewer.token, name: viewer.name, reason: why };
}

/** The viewer as a person who answers for what he says; service accounts and the bootstrap token cannot. `what` reads "To <what>". */
export function spokenBy(viewer: Viewer, reason: string, what: string): Speaker | CannotDo {
  if (viewer.kind !== 'PERSON') {
    const whose = viewer.kind === 'SERVICE' ? 'a service account' : 'the operator’s bootstrap token';
    return { sentence: `To ${what} takes the token of a person, and this is ${whose}. Make one with createToken and holderKind PERSON.` };
  }
  return statedBy(viewer, reason);
}
