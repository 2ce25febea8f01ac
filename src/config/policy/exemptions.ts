import { parseInstant, type PolicyFile, ruleSettings } from '#contract';
import type { Complaint } from './complaint.js';

/** Of services: what happened past the deployments has no start of implementation. */
const PAST_DEPLOYMENTS = ['direct-access', 'drift-without-change'];
const RULES: ReadonlySet<string> = new Set(Object.keys(ruleSettings.unwrap().shape));

/** Exemptions from rules that are none, by nobody, that never hold, or under the number of another. */
export function exemptionProblems({ exemptions = [], people }: PolicyFile): Complaint[] {
  return exemptions.flatMap(({ number, rules, givenBy, from, until }, index): Complaint[] => {
    const path = ['exemptions', index];
    const first = exemptions.findIndex((one) => one.number === number);
    return [
      ...(first === index
        ? []
        : [{ path: [...path, 'number'], says: `is ${number}, as of the one before. Give each a number of its own.` }]),
      ...rules.flatMap((rule, nth) =>
        RULES.has(rule) && !PAST_DEPLOYMENTS.includes(rule) ? [] : [{ path: [...path, 'rules', nth], says: whyNot(rule) }],
      ),
      ...(Object.hasOwn(people, givenBy)
        ? []
        : [
            {
              path: [...path, 'givenBy'],
              says: `names ${givenBy}, who is not under people. Add the person there, or mend the name.`,
              declaredIn: 'people',
            },
          ]),
      ...(from === undefined || parseInstant(from)! < parseInstant(until)!
        ? []
        : [{ path: [...path, 'until'], says: 'is not after its from. Write when the exemption is over.' }]),
    ];
  });
}

function whyNot(rule: string): string {
  return RULES.has(rule)
    ? `names ${rule}, from which nothing is exempt: a change in its window or an open incident covers it.`
    : `names the rule ${rule}, which there is not. \`rules\` in the API lists them.`;
}
