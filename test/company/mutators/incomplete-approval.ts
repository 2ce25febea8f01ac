import type { Mutator } from '../mutator.js';
import { ROBOT, UNLISTED } from '../people.js';
import type { Decision, Expectation, Unit } from '../plan.js';
import type { RuleName } from '../rule-names.js';
import type { Random } from '../random.js';
import { risk } from '../site.js';
import { type Chosen, chosen, endOf, personOf, startOf } from './choose.js';
import { implementing, ofPairs } from './expect.js';

type Given = Pick<Decision, 'by' | 'at' | 'isSecond'>;
type Decides = (one: Chosen, unit: Unit, random: Random) => readonly Given[];
type Answers = Partial<Record<RuleName, Expectation['answer']>>;

const GAP: Answers = { 'incomplete-approval': 'GAP' };
const OPEN: Answers = { 'incomplete-approval': 'INDETERMINATE' };

/** Of a high risk, for which policy requires two people; by status, since Service Management has a word of its own on the whole. */
function highRisk(name: string, answers: Answers, decides: Decides): Mutator {
  return {
    name: `two must approve it, ${name}`,
    apply(unit, random) {
      const one = chosen(unit, random);
      const { ticket, change } = one;
      const [decision] = ticket.decisions;
      if (decision === undefined || ticket.project === 'OPS' || implementing(unit).length !== 1) return false;
      ticket.fields['priority'] = risk('High');
      const { by: _, isSecond: __, ...rest } = decision;
      ticket.decisions = decides(one, unit, random).map((given) => ({ ...rest, ...given }));
      for (const [rule, answer] of Object.entries(answers)) ofPairs(unit, rule as RuleName, answer, change);
      return true;
    },
  };
}

const first = ({ ticket }: Chosen, { cast }: Unit): Given => ({ by: cast.approver.jira, at: ticket.createdAt + 660 });
const second = ({ cast }: Unit, at: number): Given => ({ by: cast.otherApprover.jira, at, isSecond: true });
const early = ({ ticket }: Chosen) => ticket.createdAt + 720;

/** Nobody knows how many must approve it. */
const raisedMeanwhile: Mutator = {
  name: 'found to be of a high risk in the second of the start, and one approved it',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const [decision] = ticket.decisions;
    if (decision === undefined || ticket.project === 'OPS' || implementing(unit).length !== 1) return false;
    decision.at = ticket.createdAt + 660;
    ticket.edits.push({ at: startOf(unit), by: ticket.creator, field: 'priority', to: 'High' });
    ofPairs(unit, 'incomplete-approval', 'INDETERMINATE', change);
    return true;
  },
};

export const incompleteApproval: readonly Mutator[] = [
  highRisk('and one did', GAP, (one, unit) => [first(one, unit)]),
  highRisk('and two did', {}, (one, unit) => [first(one, unit), second(unit, early(one))]),
  highRisk('and one did twice', GAP, (one, unit) => [first(one, unit), { ...first(one, unit), at: early(one), isSecond: true }]),
  highRisk('and one did, and a service account', GAP, (one, unit) => [first(one, unit), { by: ROBOT, at: early(one), isSecond: true }]),
  highRisk('and one did, and another when all was done', GAP, (one, unit) => [first(one, unit), second(unit, endOf(unit) + 90)]),
  highRisk('and one did, and another just before the start', {}, (one, unit) => [first(one, unit), second(unit, startOf(unit) - 60.002)]),
  highRisk('and one did, and another in the second of the start', OPEN, (one, unit) => [first(one, unit), second(unit, startOf(unit))]),
  highRisk('and one did, and who wrote it', {}, (one, unit) => [
    first(one, unit),
    { by: personOf(one.pull.commits[0]?.author ?? null).jira, at: early(one), isSecond: true },
  ]),
  highRisk('and two did who may be one person', OPEN, (one, _, random) => {
    const [a, b] = random.shuffled(UNLISTED);
    if (a === undefined || b === undefined) throw new Error('Two people are on no list.');
    return [
      { by: a.jira, at: one.ticket.createdAt + 660 },
      { by: b.jira, at: early(one), isSecond: true },
    ];
  }),
  highRisk('and two did when all was done', { 'post-hoc-approval': 'GAP', 'self-approval': 'NONE' }, (_, unit) => [
    { by: unit.cast.approver.jira, at: endOf(unit) + 90 },
    second(unit, endOf(unit) + 100),
  ]),
  highRisk('and one did when all was done', { 'unapproved-deployment': 'GAP', 'self-approval': 'NONE' }, (_, unit) => [
    { by: unit.cast.approver.jira, at: endOf(unit) + 90 },
  ]),
  highRisk('and nobody did', { 'unapproved-deployment': 'GAP', 'self-approval': 'NONE' }, () => []),
  raisedMeanwhile,
];
