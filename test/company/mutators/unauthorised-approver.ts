import type { Mutator } from '../mutator.js';
import { LEAD, UNLISTED, type Person } from '../people.js';
import type { Decision, Expectation, Ticket, Unit } from '../plan.js';
import { risk } from '../site.js';
import { chosen, endOf, startOf } from './choose.js';
import { implementing, ofTicket } from './expect.js';

type Given = Pick<Decision, 'by' | 'at' | 'isSecond'>;

/** Of the highest risk, which only who leads may approve, and where he neither wrote nor started anything. */
function highest(
  name: string,
  answer: Expectation['answer'],
  decides: (ticket: Ticket, unit: Unit, other: Person) => readonly Given[],
  rises?: (unit: Unit) => number,
): Mutator {
  return {
    name: `only who leads may approve it, ${name}`,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const [decision] = ticket.decisions;
      const { opener, author, merger, approver, otherApprover } = unit.cast;
      if (decision === undefined || ticket.project === 'OPS' || implementing(unit).length !== 1) return false;
      if ([opener, author, merger].includes(LEAD)) return false;
      const other = approver === LEAD ? otherApprover : approver;
      const { by: _, isSecond: __, ...rest } = decision;
      ticket.decisions = decides(ticket, unit, other).map((given) => ({ ...rest, ...given }));
      if (rises === undefined) ticket.fields['priority'] = risk('Highest');
      else ticket.edits.push({ at: rises(unit), by: ticket.creator, field: 'priority', to: 'Highest' });
      ofTicket(unit, 'unauthorised-approver', answer, change);
      return true;
    },
  };
}

const by = ({ jira }: Person, at: number, isSecond = false): Given => ({ by: jira, at, ...(isSecond ? { isSecond } : {}) });
const early = ({ createdAt }: Ticket) => createdAt + 660;

export const unauthorisedApprover: readonly Mutator[] = [
  highest('and he did', 'PASS', (ticket) => [by(LEAD, early(ticket))]),
  highest('and somebody else did', 'GAP', (ticket, _, other) => [by(other, early(ticket))]),
  highest('and somebody did whom no policy names', 'GAP', (ticket) => [by(UNLISTED[0] ?? LEAD, early(ticket))]),
  highest('and he did beside somebody else', 'PASS', (ticket, _, other) => [by(other, early(ticket)), by(LEAD, early(ticket) + 60, true)]),
  highest('and he did when all was done, somebody else before', 'GAP', (ticket, unit, other) => [
    by(other, early(ticket)),
    by(LEAD, endOf(unit) + 90, true),
  ]),
  highest('and he did in the second of the start, somebody else before', 'INDETERMINATE', (ticket, unit, other) => [
    by(other, early(ticket)),
    by(LEAD, startOf(unit), true),
  ]),
  highest(
    'which was found in the second of the start, and somebody else did',
    'INDETERMINATE',
    (ticket, _, other) => [by(other, early(ticket))],
    startOf,
  ),
  highest(
    'which was found when all was done, and somebody else did',
    'NONE',
    (ticket, _, other) => [by(other, early(ticket))],
    (unit) => endOf(unit) + 90,
  ),
];
