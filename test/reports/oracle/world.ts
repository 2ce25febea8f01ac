import type { World } from '../recompute/world.js';
import type { Told } from './ledger.js';
import { thingsIn } from './read-events.js';
import { recordsOf } from './records.js';
import { rolledOut } from './rollouts.js';

/** What a rule answers of a subject, as the plan of the history says it. */
export type Answered = World['verdicts'];

/** Of lines `rule subject ANSWER`; the subject begins with what was judged together with it. */
export function answeredIn(lines: Iterable<string>): Answered {
  return [...lines].flatMap((line) => {
    const [rule = '', ...words] = line.split(' ');
    const answer = words.pop() ?? '';
    return rule === 'REVIEW_DUE' ? [] : [{ rule, subject: words.join(' '), unit: words[0] ?? '', answer }];
  });
}

/** Everything that reports are about, from the events alone; `now` is the clock at which it is told. */
export function worldIn(told: readonly Told[], verdicts: Answered, now: string): World {
  const things = thingsIn(told);
  const rolled = rolledOut(things, now);
  const records = recordsOf(things, rolled, now);
  return {
    records: records.map(({ record }) => record),
    rollouts: rolled.map((one) => ({
      ...{ deployment: one.ref, service: one.service, environment: one.environment, standing: one.isProduction ? 'PRODUCTION' : 'OTHER' },
      ...{
        outcome: one.outcome,
        relation: one.relation,
        base: one.base,
        carries: one.carries.length,
        start_from: one.start,
        end_from: one.end,
      },
    })),
    links: rolled.flatMap(({ ref, pulls }) => pulls.map((pull) => ({ from_ref: ref, to_ref: pull, strength: 'CARRIED' }))),
    pulls: [...things.pulls.values()].map(({ ref, merged }) => ({ pull_request: ref, merged_from: merged?.from ?? null })),
    verdicts,
    gaps: [...things.gaps].map(([name, type]) => ({
      rule: name.split(' ')[0]!,
      subject: name.slice(name.indexOf(' ') + 1),
      status: STATUS[type] ?? 'OPEN',
    })),
    carriers: records.map(({ record, carried }) => ({
      ticket: record.change,
      is_change: true,
      deployments: carried.map(({ ref }) => ref),
    })),
    teams: new Map(Object.entries(things.policy.services).flatMap(([service, { team }]) => (team ? [[service, team] as const] : []))),
  };
}

const STATUS: Readonly<Record<string, string>> = { 'gap.waived': 'WAIVED', 'gap.remediated': 'REMEDIATED' };
