import { count, percentile, secondsBetween, share, type Stretch } from './figures.js';
import { mergedAt, pullsOf } from './carried-pulls.js';
import type { Row } from './of-changes.js';
import { productionOf, type Rollout, type World } from './world.js';

/** `all` are the deployments of every group: what repairs one may be of another. */
export function deliveryPerformance(world: World, { has, days }: Stretch, all: World): readonly Row[] {
  const bringing = productionOf(world).filter(
    (one) => has(one.start_from) && one.relation !== 'ROLLBACK' && one.relation !== 'REDEPLOYMENT',
  );
  const succeeded = bringing.filter(({ outcome }) => outcome === 'SUCCEEDED');
  const broken = bringing.filter((one) => one.outcome === 'FAILED' || isTakenOut(all, one));
  const open = bringing.filter((one) => !broken.includes(one) && one.outcome !== 'SUCCEEDED').length;
  const leads: number[] = [];
  let unmerged = 0;
  for (const rollout of succeeded) {
    const pulls = pullsOf(world, rollout.deployment);
    if (pulls.length === 0 && rollout.carries > 0) unmerged += 1;
    for (const pull of pulls) {
      const merged = mergedAt(world, pull);
      if (merged !== null && rollout.end_from !== null && merged <= rollout.end_from) leads.push(secondsBetween(merged, rollout.end_from));
      else unmerged += 1;
    }
  }
  const recoveries = broken.map((one) => recoveryOf(all, one));
  const recovered = recoveries.filter((seconds) => seconds !== null);
  const missing = recoveries.length - recovered.length;
  const figures = {
    deploymentFrequency: {
      value: days > 0 ? succeeded.length / days : null,
      numerator: succeeded.length,
      denominator: days,
      unknown: open,
    },
    leadTimeForChanges: percentile(leads, 50, unmerged),
    leadTimeForChangesP90: percentile(leads, 90, unmerged),
    changeFailureRate: { ...share(broken, bringing.slice(open)), unknown: open },
    failedDeploymentRecoveryTime: percentile(recovered, 50, missing),
    failedDeploymentRecoveryTimeP90: percentile(recovered, 90, missing),
  };
  return [{ keys: [], figures }];
}

/** Whether a rollback that succeeded came in its place, or in that of the same revision deployed once more. */
function isTakenOut(world: World, { deployment }: Rollout): boolean {
  const after = world.rollouts.filter(({ base }) => base === deployment);
  if (after.some(({ relation, outcome }) => relation === 'ROLLBACK' && outcome === 'SUCCEEDED')) return true;
  return after.some((one) => one.relation === 'REDEPLOYMENT' && isTakenOut(world, one));
}

function recoveryOf(world: World, broken: Rollout): number | null {
  if (broken.end_from === null) return null;
  const later = world.rollouts.filter(
    (other) =>
      other.service === broken.service &&
      other.environment === broken.environment &&
      other.relation !== 'CORROBORATES' &&
      other.outcome === 'SUCCEEDED' &&
      other.start_from !== null &&
      other.start_from > broken.start_from! &&
      other.end_from !== null &&
      other.end_from >= broken.end_from!,
  );
  const [next] = [...later].sort((a, b) => (`${a.start_from} ${a.end_from}` < `${b.start_from} ${b.end_from}` ? -1 : 1));
  return next === undefined ? null : secondsBetween(broken.end_from, next.end_from!);
}

interface Judged {
  readonly rule: string;
  readonly subject: string;
  readonly answer: string;
  readonly services: readonly string[];
}

function judgedIn(world: World, { has }: Stretch): readonly Judged[] {
  const rollouts = productionOf(world)
    .filter((one) => has(one.start_from))
    .map((one) => [one.deployment, [one.service]] as const);
  const changes = world.records
    .filter((one) => one.kind === 'TICKET' && has(one.started_at))
    .map((one) => [one.change, one.services] as const);
  return [...rollouts, ...changes].flatMap(([unit, services]) =>
    world.verdicts.filter((one) => one.unit === unit).map(({ rule, subject, answer }) => ({ rule, subject, answer, services })),
  );
}

export function controlHealth(world: World, window: Stretch): readonly Row[] {
  const judged = judgedIn(world, window);
  return [...new Set(judged.map(({ rule }) => rule))].map((rule) => {
    const of = (answer: string) => judged.filter((one) => one.rule === rule && one.answer === answer);
    const [pass, gap, indeterminate] = [of('PASS'), of('GAP'), of('INDETERMINATE')];
    const rate = share(pass, [...pass, ...gap], indeterminate.length);
    return {
      keys: [rule],
      figures: { pass: count(pass), gap: count(gap), indeterminate: count(indeterminate), exempt: count(of('EXEMPT')), rate },
    };
  });
}

/** Of one window; which rows there are is decided by the whole period. */
export function recurringGaps(world: World, window: Stretch): readonly Row[] {
  const judged = judgedIn(world, window).flatMap((one) =>
    (one.services.length === 0 ? [null] : one.services).map((service) => ({ ...one, service })),
  );
  const names = new Set(judged.map(({ rule, service }) => JSON.stringify([rule, service])));
  return [...names].map((name) => {
    const keys = JSON.parse(name) as readonly [string, string | null];
    const own = judged.filter(({ rule, service }) => rule === keys[0] && service === keys[1]);
    const found = own.filter(({ answer }) => answer === 'GAP');
    const status = (one: Judged) => world.gaps.find(({ rule, subject }) => rule === one.rule && subject === one.subject)?.status;
    const put = (word: string) => found.filter((one) => status(one) === word);
    const figures = {
      gaps: count(found, own.filter(({ answer }) => answer === 'INDETERMINATE').length),
      open: count(found.filter((one) => status(one) !== 'WAIVED' && status(one) !== 'REMEDIATED')),
      waived: count(put('WAIVED')),
      remediated: count(put('REMEDIATED')),
    };
    return { keys, figures };
  });
}
