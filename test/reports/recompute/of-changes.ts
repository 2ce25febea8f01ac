import { count, type Figure, percentile, secondsBetween, share, type Stretch } from './figures.js';
import { mergedAt, pullsOf } from './carried-pulls.js';
import { productionOf, type Record_, type World } from './world.js';

/** A row: the keys of the report's own, and its figures by name. */
export interface Row {
  readonly keys: readonly (string | null)[];
  readonly figures: Readonly<Record<string, Figure>>;
}

type Recompute = (world: World, window: Stretch) => readonly Row[];
const one = (figures: Row['figures']): readonly Row[] => [{ keys: [], figures }];

export const volume: Recompute = ({ records }, { has }) => {
  const tickets = records.filter(({ kind }) => kind === 'TICKET');
  const started = records.filter(({ started_at }) => has(started_at));
  return one({
    requested: count(
      tickets.filter(({ created_at }) => has(created_at)),
      tickets.filter(({ created_at }) => created_at === null).length,
    ),
    approved: count(
      records.filter(({ approved_at }) => has(approved_at)),
      records.filter(({ approved_undated }) => approved_undated).length,
    ),
    started: count(started),
    finished: count(records.filter(({ finished_at }) => has(finished_at))),
    closed: count(
      records.filter(({ closed_at }) => has(closed_at)),
      records.filter(({ closed_at, stage }) => closed_at === null && stage === 'CLOSED').length,
    ),
    unticketed: share(
      started.filter(({ kind }) => kind !== 'TICKET'),
      started,
    ),
  });
};

export const aging: Recompute = ({ records }, { end }) => {
  const tickets = records.filter(({ kind }) => kind === 'TICKET');
  const undated = tickets.filter((one) => one.created_at === null || (one.closed_at === null && one.stage === 'CLOSED'));
  const open = tickets.filter((one) => !undated.includes(one) && one.created_at! < end && (one.closed_at === null || one.closed_at >= end));
  const ages = open.map(({ created_at }) => secondsBetween(created_at!, end));
  const between = (low: number, high: number) =>
    share(
      ages.filter((age) => age >= low * 86_400 && age < high * 86_400),
      ages,
      undated.length,
    );
  return one({
    open: count(open, undated.length),
    ageP50: percentile(ages, 50, undated.length),
    ageP75: percentile(ages, 75, undated.length),
    ageP90: percentile(ages, 90, undated.length),
    ageP95: percentile(ages, 95, undated.length),
    under7Days: between(0, 7),
    under30Days: between(7, 30),
    under90Days: between(30, 90),
    older: between(90, Infinity),
  });
};

export const backouts: Recompute = ({ records }, { has }) => {
  const started = records.filter(({ started_at }) => has(started_at));
  const out = started.filter((one) => one.outcome === 'BACKED_OUT' || one.backed_out_at !== null);
  const unknown = started.filter((one) => !out.includes(one) && one.outcome === 'UNKNOWN').length;
  const timed = out.filter((one) => one.backed_out_at !== null && one.backed_out_at >= one.started_at!);
  const times = timed.map((one) => secondsBetween(one.started_at!, one.backed_out_at!));
  const untimed = out.length - timed.length;
  return one({
    backedOut: count(out, unknown),
    backoutRate: { ...share(out, started.slice(unknown)), unknown },
    timeToBackoutP50: percentile(times, 50, untimed),
    timeToBackoutP90: percentile(times, 90, untimed),
  });
};

const OUTCOMES = {
  successful: 'SUCCESSFUL',
  successfulWithIssues: 'SUCCESSFUL_WITH_ISSUES',
  failed: 'FAILED',
  partiallyCompleted: 'PARTIALLY_COMPLETED',
  backedOut: 'BACKED_OUT',
  cancelled: 'CANCELLED',
};

export const outcomes: Recompute = ({ records }, { has }) => {
  const ended = records.filter((one) => one.started_at !== null || one.outcome !== 'UNKNOWN');
  const placeOf = (record: Record_) => record.started_at ?? record.outcome_at ?? record.closed_at;
  const here = ended.filter((one) => has(placeOf(one)));
  const nowhere = ended.filter((one) => placeOf(one) === null);
  const known = here.filter(({ outcome }) => outcome !== 'UNKNOWN');
  const unknown = here.length - known.length + nowhere.length;
  const of = (word: string) =>
    share(
      known.filter(({ outcome }) => outcome === word),
      known,
      unknown,
    );
  const planned = here.filter(({ delayed }) => delayed !== null);
  return one({
    changes: count(here, nowhere.length),
    ...Object.fromEntries(Object.entries(OUTCOMES).map(([name, word]) => [name, of(word)])),
    unknown: count(here.filter(({ outcome }) => outcome === 'UNKNOWN')),
    delayed: share(
      planned.filter(({ delayed }) => delayed === true),
      planned,
      here.length - planned.length + nowhere.length,
    ),
    derived: share(
      known.filter((one) => one.outcome_from !== 'TICKET'),
      known,
      unknown,
    ),
  });
};

export const emergencies: Recompute = ({ records, verdicts }, { has }) => {
  const started = records.filter(({ started_at }) => has(started_at));
  const of = (word: string) => started.filter((one) => one.change_class === word);
  const answers = of('EMERGENCY').map(
    ({ change }) => verdicts.find((one) => one.rule === 'emergency-without-review' && one.subject === change)?.answer ?? 'NOT_YET',
  );
  const decided = answers.filter((answer) => answer === 'PASS' || answer === 'GAP');
  return one({
    emergencies: count(of('EMERGENCY')),
    emergencyRate: share(of('EMERGENCY'), started),
    standardRate: share(of('STANDARD'), started),
    reviewedInTime: share(
      decided.filter((answer) => answer === 'PASS'),
      decided,
      answers.length - decided.length,
    ),
  });
};

export const bottlenecks: Recompute = ({ records }, { has }) => {
  const stays = records.flatMap(({ stages }) => stages.filter(({ stage }) => stage !== null && stage !== 'CLOSED'));
  const rows: Row[] = [];
  for (const stage of new Set(stays.map((stay) => stay.stage))) {
    const inStage = stays.filter((stay) => stay.stage === stage);
    for (const who of [null, ...new Set(inStage.flatMap(({ waitingFor }) => waitingFor))]) {
      const here = inStage.filter((stay) => (who === null || stay.waitingFor.includes(who)) && has(stay.to ?? stay.from));
      const ended = here.filter(({ from, to }) => from !== null && to !== null);
      const seconds = ended.map(({ from, to }) => secondsBetween(from!, to!));
      const nowhere = inStage.filter(
        (stay) => (who === null || stay.waitingFor.includes(who)) && stay.to === null && stay.from === null,
      ).length;
      rows.push({ keys: [stage, who], figures: timesOf('stays', seconds, here.length - ended.length + nowhere) });
    }
  }
  return rows;
};

function timesOf(name: string, seconds: readonly number[], unknown: number): Row['figures'] {
  return {
    [name]: count(seconds, unknown),
    timeP50: percentile(seconds, 50, unknown),
    timeP75: percentile(seconds, 75, unknown),
    timeP90: percentile(seconds, 90, unknown),
    timeP95: percentile(seconds, 95, unknown),
  };
}

export const leadTime: Recompute = (world, { has }) => {
  const legs: Record<string, [string | null, string | null][]> = {};
  const leg = (name: string, from: string | null, to: string | null) => void (legs[name] ??= []).push([from, to]);
  for (const one of world.records.filter(({ kind }) => kind === 'TICKET')) {
    leg('REQUEST_TO_APPROVAL', one.created_at, one.approved_at);
    leg('APPROVAL_TO_START', one.approved_at, one.started_at);
    leg('REQUEST_TO_START', one.created_at, one.started_at);
    leg('START_TO_FINISH', one.started_at, one.finished_at);
    leg('FINISH_TO_CLOSE', one.finished_at, one.closed_at);
    leg('REQUEST_TO_FINISH', one.created_at, one.finished_at);
  }
  for (const rollout of productionOf(world)) {
    if (rollout.outcome !== 'SUCCEEDED' || rollout.end_from === null) continue;
    for (const pull of pullsOf(world, rollout.deployment)) leg('MERGE_TO_DEPLOYMENT', mergedAt(world, pull), rollout.end_from);
  }
  return Object.entries(legs).map(([name, ways]) => {
    const here = ways.filter(([, to]) => has(to));
    const forward = here.filter(([from, to]) => from !== null && from <= to!);
    return {
      keys: [name],
      figures: timesOf(
        'ways',
        forward.map(([from, to]) => secondsBetween(from!, to!)),
        here.length - forward.length,
      ),
    };
  });
};
