import { cleanTicket, cleanUnit, lastEnd, rolloutAt, SPAN, type Trait } from '../../company/clean.js';
import { DEPLOYER } from '../../company/people.js';
import type { Change, Rollout, Unit } from '../../company/plan.js';
import type { Random } from '../../company/random.js';
import { PLANNED_END, PLANNED_START } from '../../company/site.js';

// How the last unit of a repository ends: whatever comes after would carry what did not arrive.

type End = readonly [name: string, ends: (unit: Unit, random: Random) => void];

const implementing = ({ rollouts }: Unit) => rollouts.filter((one) => one.implements);

function fails(rollout: Rollout): void {
  rollout.outcome = 'failure';
}

/** What stood there before comes back. */
function backed(unit: Unit, random: Random, environment: string, given: Partial<Rollout> = {}): Rollout {
  const back = rolloutAt(random, environment, lastEnd(unit) + random.int(2, 3000) * SPAN.MINUTE, DEPLOYER);
  const rollout: Rollout = { ...back, revision: 'before', implements: false, ...given };
  unit.rollouts.push(rollout);
  return rollout;
}

const ENDS: readonly End[] = [
  ['it failed for good', (unit) => implementing(unit).forEach(fails)],
  ['its last target failed', (unit) => [implementing(unit).at(-1)!].forEach(fails)],
  ['it was backed out everywhere', (unit, random) => implementing(unit).forEach(({ environment }) => backed(unit, random, environment))],
  [
    'it was deployed again as it was, and backed out',
    (unit, random) => {
      const { environment } = implementing(unit).at(-1)!;
      unit.rollouts.push({ ...rolloutAt(random, environment, lastEnd(unit) + 120, DEPLOYER), implements: false });
      backed(unit, random, environment);
    },
  ],
  ['it was backed out in its last place', (unit, random) => backed(unit, random, implementing(unit).at(-1)!.environment)],
  ['backing out failed', (unit, random) => backed(unit, random, implementing(unit).at(-1)!.environment, { outcome: 'failure' })],
  [
    'backing out failed at first',
    (unit, random) => {
      const { environment } = implementing(unit).at(-1)!;
      backed(unit, random, environment, { outcome: 'failure' });
      backed(unit, random, environment);
    },
  ],
  [
    'it failed, and what was there before was deployed once more',
    (unit, random) => {
      implementing(unit).forEach(fails);
      backed(unit, random, implementing(unit)[0]!.environment);
    },
  ],
];

/** One more unit for a repository, and how it ends. */
export function lastUnit(random: Random, trait: Trait, startsAt: number): Unit {
  const unit = cleanUnit(random, trait, startsAt);
  for (const { ticket } of unit.changes) for (const field of [PLANNED_START, PLANNED_END]) delete ticket?.fields[field];
  const [name, ends] = random.pick(ENDS);
  ends(unit, random);
  unit.story.push(name);
  for (const { ticket } of unit.changes) if (ticket !== null) ticket.closedAt = lastEnd(unit) + 4 * SPAN.MINUTE;
  if (random.chance(0.6)) forgets(unit, { ticket: turnedDown(unit, random), pulls: [], pushes: [], byHand: null });
  return unit;
}

const OF_CHANGES = ['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'self-approval'] as const;

/** One more change that nothing carries: no rule is asked about it. */
function forgets(unit: Unit, change: Change): void {
  unit.changes.push(change);
  unit.expects.push({ rule: 'incomplete-request', answer: 'NONE', with: change });
  for (const rollout of implementing(unit))
    for (const rule of OF_CHANGES) unit.expects.push({ rule, answer: 'NONE', rollout, with: change });
}

/** A ticket of which nothing came: rejected, approved and forgotten, or never decided. */
function turnedDown(unit: Unit, random: Random) {
  const ticket = cleanTicket(random, unit, random.pick(['PAY', 'WEB'] as const));
  for (const field of [PLANNED_START, PLANNED_END]) delete ticket.fields[field];
  const said = random.pick(['REJECTED', 'REVOKED', 'APPROVED', null] as const);
  ticket.decisions = ticket.decisions.flatMap((one) => (said === null ? [] : [{ ...one, said }]));
  ticket.closedAt = random.chance(0.7) ? lastEnd(unit) + 30 * SPAN.MINUTE : null;
  return ticket;
}
