import { type ReportName, REPORTS } from '../../reports/index.js';
import type { Fragment } from '../fragment.js';
import type { Facts, Ground, Placing } from './facts/fact.js';
import { backouts, emergencies, legs, merges, outcomes, stays, volume, waits } from './facts/of-changes.js';
import { deployed, leads, recoveries } from './facts/of-deployments.js';
import { controlHealth, controlHealthTogether, linesApart, recurringGaps } from './facts/of-verdicts.js';
import { openChanges } from './facts/open-changes.js';

/** Each report's facts in lists of which no figure counts two. */
const FACTS: Readonly<Record<Exclude<ReportName, 'aging'>, readonly Facts[]>> = {
  volume: [volume],
  backouts: [backouts],
  outcomes: [outcomes],
  emergencies: [emergencies],
  bottlenecks: [stays, waits],
  leadTime: [legs, merges],
  recurringGaps: [recurringGaps],
  controlHealth: [controlHealth],
  deliveryPerformance: [deployed, leads, recoveries],
};

/**
 * The facts of a report with where they lie: `z` in the whole period, `p` in which of its parts, `u` where nobody dates
 * them. Windows lie end to end, so that a binary search in their bounds finds the one.
 */
export function placed(name: ReportName, ground: Ground, placing: Placing): Fragment {
  return placedEach(name, ground, placing).reduce((all, one) => ground.sql`${all} union all ${one}`);
}

export interface Together {
  readonly facts: Fragment;
  /** Where a fact says several things: tells them apart once facts that are alike were counted. */
  readonly apart: (counted: Fragment) => Fragment;
}

/** The same to be counted, each list by itself. */
export function placedTogether(name: ReportName, ground: Ground, placing: Placing): readonly Together[] {
  if (name !== 'controlHealth') return placedEach(name, ground, placing).map((facts) => ({ facts, apart: (counted) => counted }));
  const facts = byMoment(controlHealthTogether(ground), whereOf(name, ground), placing);
  return [{ facts, apart: (counted) => linesApart(ground, counted, ground.sql`u.k2, u.z, u.u, u.p, u.n, u.a ${ground.handOn}`) }];
}

function placedEach(name: ReportName, ground: Ground, placing: Placing): readonly Fragment[] {
  if (name === 'aging') return [openChanges(ground, placing)];
  return FACTS[name].map((facts) => byMoment(facts(ground), whereOf(name, ground), placing));
}

function whereOf(name: ReportName, ground: Ground): Where {
  return { ground, inParts: 'inTotals' in REPORTS[name] ? ground.sql`f.k2 is null and` : ground.sql`` };
}

interface Where {
  readonly ground: Ground;
  /** Of which facts the parts of the period are told. */
  readonly inParts: Fragment;
}

function byMoment(facts: Fragment, { ground: { sql }, inParts }: Where, { windows: { whole, parts } }: Placing): Fragment {
  const bounds = [...parts.map(({ from }) => from), parts.at(-1)!.to];
  const [first, last] = [bounds[0]!, bounds.at(-1)!];
  const within = (from: string, to: string) => sql`f.at >= ${from}::timestamptz and f.at < ${to}::timestamptz`;
  return sql`
    select f.*, coalesce(${within(whole.from, whole.to)}, false) as z, f.at is null as u,
      case when ${inParts} ${within(first, last)} then width_bucket(f.at, ${bounds}::timestamptz[]) end as p
    from (${facts}) f`;
}
