import { carrying, orderOf } from '../mutators/expect.js';
import { BACKOUT, PLAN } from '../site.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

/** The fields that hold what policy requires of a request, but the requester, whom nobody edits. */
const REQUIRED: readonly string[] = ['description', 'labels', PLAN, BACKOUT];

/** "A required field was first filled in, or replaced, after start". */
export const retrofittedEvidence: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }) => {
    const [first] = carrying(unit, change);
    if (change.isIdle || change.byHand !== null || first === undefined) return [];
    const orders = ticket.edits.filter(({ field, to }) => REQUIRED.includes(field) && to !== null).map(({ at }) => orderOf(at, first));
    const answer = orders.includes('after') ? 'GAP' : orders.includes('unordered') ? 'INDETERMINATE' : null;
    return answer === null ? [] : [{ rule: 'retrofitted-evidence', answer, with: change }];
  });
