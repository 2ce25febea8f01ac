import type { Policy } from '#contract';
import { approversOf, type DecisionFact, isListed, mayApprove, statesAtStart } from '../correlate/index.js';
import { AUTHORISATION } from './authorisation/clauses.js';
import { unlessStandard } from './authorisation/exempt.js';
import { eventsOf, missingOf, questionOf, undecided, unknown, unread } from './authorisation/question.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';

/** Nobody whom policy lists as an approver of the service or risk approved a change. */
export const unauthorisedApprover: Rule = {
  info: {
    id: 'unauthorised-approver',
    title: 'A change was approved by nobody who may approve it',
    gapWhen: 'policy lists who may approve for this service or risk, and no standing approval is by one of them',
    severity: 'HIGH',
    subject: 'change',
    clauses: AUTHORISATION,
  },
  silence: 'It is asked where policy (approvers) lists who may approve for this service or risk, and an approval stood at the start.',
  judgeChange: (subject) => {
    const lists = approversOf(questionAbout(subject), subject.inForce.policy);
    if (lists.every((list) => list.length === 0)) return [];
    const outcomes = lists.map((list) => outcomesBy(subject, list));
    const may = (what: keyof Outcomes) => outcomes.some((one) => one[what]);
    const all = { none: may('none'), pass: may('pass'), gap: may('gap'), byList: !outcomes.some(isOpen) };
    const isNone = !all.gap && !all.pass && unread(subject, WHETHER) === null;
    return isNone ? [] : unlessStandard(subject, WHETHER, () => [finding(subject, all, lists)]);
  },
};

const WHETHER = 'somebody approved it who may approve for this service and risk';
const BY_LIST = 'Who may approve it depends on a risk or service that is not known.';

/** What may come out, whatever open orders and identities turn out to be. */
interface Outcomes {
  readonly none: boolean;
  readonly pass: boolean;
  readonly gap: boolean;
}

type List = Policy['approvers'];
type Kind = 'NONE' | 'LISTED' | 'OTHER';

function isOpen({ none, pass, gap }: Outcomes): boolean {
  return gap && (none || pass);
}

/** By request, what its standing decision may be: no approval, one by somebody listed, one by somebody else. */
function outcomesBy(subject: ImplementationCase, list: List): Outcomes {
  // A list that does not speak of the change asks for nobody.
  if (list.length === 0) return { none: true, pass: false, gap: false };
  const states = [...statesAtStart(questionOf(subject)).values()];
  const requests = states.map((options) => options.flatMap((step) => kindsOf(subject, list, step)));
  return {
    none: requests.every((kinds) => kinds.includes('NONE')),
    pass: requests.some((kinds) => kinds.includes('LISTED')),
    gap: requests.some((kinds) => kinds.includes('OTHER')) && requests.every((kinds) => kinds.some((kind) => kind !== 'LISTED')),
  };
}

function kindsOf({ persons }: ImplementationCase, list: List, step: DecisionFact | null): readonly Kind[] {
  if (step?.decision !== 'APPROVED' || step.overall || !mayApprove(step.approver, null, persons)) return ['NONE'];
  // Nobody knows whether an unknown approver is a person at all.
  if (step.approver === null) return ['NONE', 'LISTED', 'OTHER'];
  return [isListed(step.approver, list, persons) ? 'LISTED' : 'OTHER'];
}

function questionAbout({ service, ticket, start, startSource }: ImplementationCase) {
  return { service, ticket, start: { at: start, source: startSource } };
}

/** `byList`: only which list speaks of the change is open. */
function finding(subject: ImplementationCase, all: Outcomes & { readonly byList: boolean }, lists: readonly List[]): Finding {
  const notRead = unread(subject, WHETHER);
  if (notRead) return notRead;
  if (isOpen(all)) return unknown(subject, WHETHER, all.byList ? [missingOf(subject, BY_LIST, 'tickets')] : undecided(subject));
  const common = { subject: subject.subject, events: eventsOf(subject) };
  if (!all.gap) return { ...common, answer: 'PASS', sentence: `${subject.title} was approved by somebody who may approve it.` };
  const roles = [...new Set(lists.flat().flatMap((one) => one.roles ?? []))].sort();
  const who = roles.length > 0 ? ` (in the role ${roles.join(' or ')})` : '';
  return {
    ...common,
    answer: 'GAP',
    sentence: `${subject.title} was approved, but by none of those who may approve for this service and risk.`,
    wouldPassIf: `one of those whom policy (approvers) lists${who} had approved it before it started`,
  };
}
