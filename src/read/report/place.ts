import { type ReportName, REPORTS } from '../../reports/index.js';
import type { Fragment } from '../fragment.js';
import type { Facts, Ground, Placing } from './facts/fact.js';
import { backouts, bottlenecks, emergencies, leadTime, outcomes, volume } from './facts/of-changes.js';
import { deliveryPerformance } from './facts/of-deployments.js';
import { controlHealth, recurringGaps } from './facts/of-verdicts.js';
import { openChanges } from './facts/open-changes.js';

const FACTS: Readonly<Record<Exclude<ReportName, 'aging'>, Facts>> = {
  volume,
  backouts,
  outcomes,
  emergencies,
  bottlenecks,
  leadTime,
  recurringGaps,
  controlHealth,
  deliveryPerformance,
};

/**
 * The facts of a report with where they lie: `z` in the whole period, `p` in which of its parts, `u` where nobody dates
 * them. Windows lie end to end, so that a binary search in their bounds finds the one.
 */
export function placed(name: ReportName, ground: Ground, placing: Placing): Fragment {
  return name === 'aging'
    ? openChanges(ground, placing)
    : byMoment(
        FACTS[name](ground),
        { ground, inParts: 'inTotals' in REPORTS[name] ? ground.sql`f.k2 is null and` : ground.sql`` },
        placing,
      );
}

interface Where {
  readonly ground: Ground;
  /** Of which facts the parts of the period are told. */
  readonly inParts: Fragment;
}

function byMoment(facts: Fragment, { ground: { sql }, inParts }: Where, { windows: { whole, parts } }: Placing): Fragment {
  const bounds = [...parts.map(({ from }) => from), parts.at(-1)!.to];
  const [first, last] = [bounds[0]!, bounds.at(-1)!];
  const [low, high] = [first < whole.from ? first : whole.from, last > whole.to ? last : whole.to];
  const within = (from: string, to: string) => sql`f.at >= ${from}::timestamptz and f.at < ${to}::timestamptz`;
  return sql`
    select f.*, coalesce(${within(whole.from, whole.to)}, false) as z, f.at is null as u,
      case when ${inParts} ${within(first, last)} then width_bucket(f.at, ${bounds}::timestamptz[]) end as p
    from (${facts}) f
    where f.at is null or (${within(low, high)})`;
}
