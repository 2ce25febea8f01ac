import type { RuleAnswer } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import type { ByChange } from './load-executions.js';

/** What the rules say of implementations of changes, by subjects: `deployment:… ticket:…`, or a deployment alone. */
export async function loadAnswers(tx: Transaction, subjects: ReadonlyMap<string, readonly string[]>): Promise<ByChange<RuleAnswer>> {
  const wanted = [...subjects].flatMap(([change, all]) => all.map((subject) => [subject, change] as const));
  if (wanted.length === 0) return new Map();
  const units = [...new Set(wanted.map(([subject]) => subject.split(' ')[0] ?? subject))];
  const rows = await tx<RuleAnswer[]>`
    select rule, subject, answer, sentence, events from verdict
    where unit = any(${units}) and recorded_to is null and subject = any(${wanted.map(([subject]) => subject)})
    order by rule, subject`;
  const of = new Map<string, string[]>();
  for (const [subject, change] of wanted) of.set(subject, [...(of.get(subject) ?? []), change]);
  const found = new Map<string, RuleAnswer[]>();
  for (const row of rows) {
    for (const change of of.get(row.subject) ?? [])
      found.set(change, [...(found.get(change) ?? []), { ...row, events: row.events.map(Number) }]);
  }
  return found;
}
