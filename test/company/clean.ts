import { type Cast, castOf, DEPLOYER, type Person } from './people.js';
import type { Change, Commit, Decision, Pull, Rollout, Ticket, Unit } from './plan.js';
import type { Random } from './random.js';
import { BACKOUT, PLAN, PLANNED_END, PLANNED_START, type ProjectKey, PROJECTS, risk, TEMPLATE } from './site.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** How a repository is deployed. */
export interface Trait {
  readonly repository: number;
  /** Environments of production; two are two targets. */
  readonly targets: readonly string[];
}

/** So many seconds before the start an approval in Jira, to the millisecond, is just certainly before it: by more than the skew of 60 s. */
export const SURELY = 60.002;

/** One or two changes and their rollouts, in which nothing is wrong and nothing is unknown. */
export function cleanUnit(random: Random, trait: Trait, startsAt: number): Unit {
  const cast = castOf(random);
  const count = random.chance(0.25) ? 2 : 1;
  let free = startsAt + HOUR;
  const changes: Change[] = [];
  for (let nth = 0; nth < count; nth++) {
    const pull = cleanPull(random, cast, free);
    free = pull.mergedAt + random.int(5, 40) * MINUTE;
    changes.push({ ticket: null, pulls: [pull], pushes: [], byHand: null });
  }
  const rollouts = cleanRollouts(random, cast, trait, free);
  const unit: Unit = { repository: trait.repository, cast, startsAt, changes, rollouts, story: [], expects: [], due: [] };
  for (const change of changes) change.ticket = cleanTicket(random, unit, random.pick(PROJECTS));
  return unit;
}

export function firstStart({ rollouts }: Unit): number {
  return Math.min(...rollouts.filter((one) => one.implements).map(({ startedAt }) => startedAt));
}

export function lastEnd({ rollouts }: Unit): number {
  return Math.max(...rollouts.map(({ endedAt }) => endedAt));
}

const WORDS = ['Round the totals', 'Retry the hook', 'Cache rates', 'Sort the list', 'Drop an index', 'Read less'];

/** Where the key of the ticket stands; one place is enough. */
export function cleanPull(random: Random, cast: Cast, from: number): Pull {
  const places = random.shuffled(['subject', 'branch', 'title'] as const).slice(0, random.int(1, 3));
  const says = (place: (typeof places)[number]) => (places.includes(place) ? '{key} ' : '');
  const what = random.pick(WORDS);
  const hasSecond = random.chance(0.5);
  const first: Commit = commitBy(random.chance(0.5) ? cast.author : cast.opener, `${says('subject')}${what}`, from);
  const second = commitBy(cast.author, `${what}, with tests`, from + random.int(1, 50) * MINUTE);
  const commits = hasSecond ? [first, second] : [first];
  const openedAt = from + random.int(1, 3) * HOUR;
  const reviewedAt = openedAt + random.int(5, 300) * MINUTE;
  const slug = what.toLowerCase().replaceAll(' ', '-');
  return {
    branch: `${random.pick(['feature', 'fix'])}/${places.includes('branch') ? random.pick(['{key}', '{small key}']) : 'topic'}-${slug}-${from}`,
    title: `${says('title')}${what}`,
    body: random.pick(['', 'As discussed.', 'It was slow.']),
    opener: cast.opener.github,
    openedAt,
    commits,
    reviews: [{ by: cast.reviewer.github, at: reviewedAt, state: 'APPROVED', saw: -1 }],
    // One second later is later: GitHub's own clock, in whole seconds.
    mergedAt: reviewedAt + (random.chance(0.2) ? 1 : random.int(1, 90) * MINUTE),
    mergedBy: random.pick([cast.merger, cast.reviewer, cast.opener]).github,
    method: random.pick(['merge', 'squash', 'rebase'] as const),
    isFork: false,
    updatedBy: null,
    target: 'main',
    reverts: null,
  };
}

export function commitBy({ github }: Person, message: string, pushedAt: number): Commit {
  return { message, author: github, pusher: github, pushedAt };
}

function cleanRollouts(random: Random, cast: Cast, { targets }: Trait, from: number): Rollout[] {
  const creator = random.chance(0.7) ? DEPLOYER : cast.merger.github;
  const environments = random.chance(0.5) ? ['staging', ...targets] : targets;
  let free = from;
  return environments.map((environment) => {
    const rollout = rolloutAt(random, environment, free, creator);
    free = rollout.endedAt + random.int(2, 30) * MINUTE;
    return rollout;
  });
}

export function rolloutAt(random: Random, environment: string, requestedAt: number, creator: Rollout['creator']): Rollout {
  const startedAt = requestedAt + random.int(2, 30);
  const implementing = environment.startsWith('prod');
  return {
    environment,
    mark: environment === 'production' && random.chance(0.5),
    revision: 'main',
    requestedAt,
    startedAt,
    endedAt: startedAt + random.int(10, 900),
    outcome: 'success',
    creator,
    description: null,
    implements: implementing,
  };
}

export function cleanTicket(random: Random, unit: Unit, project: ProjectKey): Ticket {
  const { cast, startsAt } = unit;
  const start = firstStart(unit);
  const createdAt = startsAt + random.int(0, 10) * MINUTE;
  // The last moment that is certainly before, often; else any.
  const approvedAt = random.chance(0.3) ? start - SURELY : random.int(createdAt + 10 * MINUTE, Math.floor(start - SURELY));
  const isLate = random.chance(0.3);
  const filled = { by: cast.requester.jira, at: createdAt + 5 * MINUTE, field: 'description', to: 'Totals are rounded to the cent.' };
  return {
    project,
    requester: cast.requester.jira,
    creator: cast.requester.jira,
    createdAt,
    fields: {
      description: isLate ? random.pick([null, TEMPLATE, 'n/a']) : 'Totals are rounded to the cent.',
      labels: ['planned'],
      priority: risk('Medium'),
      [PLAN]: 'Merge, deploy, watch.',
      [BACKOUT]: 'Deploy what was there before.',
      ...(random.chance(0.5) ? windowAround(random, start, lastEnd(unit)) : {}),
    },
    edits: isLate ? [filled] : [],
    decisions: [approvedBy(random.chance(0.15) ? cast.requester : cast.approver, approvedAt)],
    asked: [],
    closedAt: lastEnd(unit) + random.int(3, 60) * MINUTE,
  };
}

export function approvedBy({ jira }: Person, at: number): Decision {
  return { by: jira, at, said: 'APPROVED', dated: true };
}

/** Times, or days in the zone of the source, Berlin: an hour ahead of UTC in winter and two in summer. */
function windowAround(random: Random, from: number, to: number): Record<string, unknown> {
  if (random.chance(0.4)) return { [PLANNED_START]: { day: from - 10 * MINUTE }, [PLANNED_END]: { day: to + 10 * MINUTE } };
  return { [PLANNED_START]: { at: from - random.int(2, 120) * MINUTE }, [PLANNED_END]: { at: to + random.int(2, 120) * MINUTE } };
}

export const SPAN = { MINUTE, HOUR, DAY } as const;
