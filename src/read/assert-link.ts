import { demand, type Viewer } from '../access/index.js';
import { type ChangeBy, changeRef } from './change-by.js';
import type { Hub } from './hub.js';
import { spokenBy } from './speaker.js';
import type { LinkSaid } from './statement.js';
import type { CannotDo } from './statement.js';

/** A thing that belongs to a change, and why. */
export interface AssertLinkInput {
  readonly ref: string;
  readonly change: ChangeBy;
  readonly reason: string;
}

export interface RetractLinkInput {
  /** The event that asserted the link. */
  readonly assertion: string;
  readonly reason: string;
}

const LINKABLE = /^(deployment|pull_request|commit):./;

/** Records that a deployment, a pull request or a commit belongs to a change. Compliance and administrators, and persons only. */
export async function assertLink(hub: Hub, viewer: Viewer, { ref, change, reason }: AssertLinkInput): Promise<LinkSaid | CannotDo> {
  const what = 'assert a link';
  demand(viewer, 'compliance', what);
  const by = spokenBy(viewer, reason, what);
  if ('sentence' in by) return by;
  if (!LINKABLE.test(ref)) {
    return { sentence: `${ref} is no ref of a deployment, a pull request or a commit, and only these are linked to a change.` };
  }
  const ticket = await changeRef(hub.sql, change);
  if (ticket === null) return { sentence: 'There is no such change. The list `changes` shows which there are.' };
  return hub.sayLink({ act: 'ASSERT', thing: ref, ticket, by });
}

/** Records that such an assertion is taken back, whoever made it. Compliance and administrators, and persons only. */
export async function retractLink(hub: Hub, viewer: Viewer, { assertion, reason }: RetractLinkInput): Promise<LinkSaid | CannotDo> {
  const what = 'take the assertion of a link back';
  demand(viewer, 'compliance', what);
  const by = spokenBy(viewer, reason, what);
  return 'sentence' in by ? by : hub.sayLink({ act: 'RETRACT', assertion, by });
}
