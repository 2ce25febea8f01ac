import type { Hole, RuleSaid, UnitGround } from './unit.js';
import type { Step } from './steps.js';

export type StepAnswer = RuleSaid['answer'] | 'NOT_TESTED';

/** What a step says of one unit, and what that rests on. */
export interface StepVerdict {
  readonly step: string;
  readonly answer: StepAnswer;
  readonly sentence: string;
  /** What its rules said, in order of rule and subject. */
  readonly said: readonly RuleSaid[];
}

/** Whether nobody could steer the draw, as a sentence: null where somebody could. */
export interface DrawnHow {
  readonly isCommitted: boolean;
  readonly sentence: string;
}

/** The first of them that a rule said is the step's answer: one deviation is one, and what is unknown is no pass. */
const ORDER = ['GAP', 'INDETERMINATE', 'PENDING', 'EXEMPT', 'PASS'] as const;

/** What one step says of a unit. NOT_TESTED where policy asks none of its rules, or none of them had anything to say. */
export function judgeStep(step: Step, ground: UnitGround, drawn: DrawnHow): StepVerdict {
  const own = OWN[step.name]?.(ground, drawn) ?? null;
  const said = ground.said.filter(({ rule }) => step.rules.includes(rule));
  const answer = ORDER.find((one) => own?.answer === one || said.some((each) => each.answer === one));
  if (answer === undefined) return { step: step.name, answer: 'NOT_TESTED', sentence: own?.sentence ?? whyNot(step, ground), said };
  const speaker = own?.answer === answer ? own : said.find((each) => each.answer === answer);
  return { step: step.name, answer, sentence: speaker?.sentence ?? '', said };
}

function whyNot({ rules }: Step, { asked }: UnitGround): string {
  const on = rules.filter((rule) => asked.has(rule));
  if (on.length === 0) return `Policy asks none of its rules: ${rules.join(', ')}.`;
  return `None of the rules that policy asks had anything to say of it: ${on.join(', ')}.`;
}

type Own = Pick<StepVerdict, 'answer' | 'sentence'>;

/** Steps that look at the hub's own records. */
const OWN: Readonly<Record<string, (ground: UnitGround, drawn: DrawnHow) => Own>> = {
  policy: ({ policy, beforePolicy }) => {
    if (policy === null) return { answer: 'INDETERMINATE', sentence: 'No policy judged it.' };
    if (beforePolicy)
      return {
        answer: 'INDETERMINATE',
        sentence: `It started before any policy was in force, and was judged by the first one, ${policy}.`,
      };
    return { answer: 'PASS', sentence: `The policy ${policy} was in force when it started.` };
  },
  inventory: ({ holes, origin: { unread, foreign } }) => {
    const lacking = [
      ...(holes.length === 0 ? [] : [`Not read to the end of the period: ${listed(holes.map(holeWords))}.`]),
      ...(unread.length === 0 ? [] : [`Never read, and its evidence must come from there: ${listed(unread)}.`]),
      ...(foreign.length === 0 ? [] : [`Its evidence came from sources that policy does not name for it: ${listed(foreign)}.`]),
    ];
    if (lacking.length > 0) return { answer: 'INDETERMINATE', sentence: lacking.join(' ') };
    return { answer: 'PASS', sentence: 'All that its evidence comes from was read to the end of the period.' };
  },
  sample: (_, { isCommitted, sentence }) => ({ answer: isCommitted ? 'PASS' : 'NOT_TESTED', sentence }),
};

function listed(names: readonly string[]): string {
  return `${names.slice(0, 10).join(', ')}${names.length > 10 ? ' and more' : ''}`;
}

function holeWords({ scope, collection, state }: Hole): string {
  return `${collection} of ${scope}${state === 'DENIED' ? ' (denied)' : ''}`;
}
