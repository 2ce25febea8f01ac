import { type Interval, microsOf } from '#contract';
import type { Moment, Run } from './run.js';
import { every, some, type Truth } from './truth.js';

/** What policy says of reports: how far clocks may differ, and whose report speaks, by `source` or `source/environment`. */
export interface ReportTerms {
  readonly clockSkewMs: number;
  readonly speaks: readonly string[];
}

/** What one tool tells of a deployment; `terms` are those in force at its start. */
export interface Report {
  readonly run: Run & { readonly start: Moment };
  readonly terms: ReportTerms;
}

/** What a report is to the others of the same revision and place. */
export interface Role {
  /** The report that speaks for the deployment: itself, or the one that it corroborates. */
  readonly speaker: string;
  /** Of one that speaks: those that corroborate it. */
  readonly corroboratedBy: readonly string[];
  /** Of one that speaks: others that may be the same deployment, so that it is open whether it is one of its own. */
  readonly perhaps: readonly string[];
}

/** Farther apart than this, two reports are two deployments (`controls.md`, Terms: Deployment). */
const APART_MICROS = 15 * 60_000_000;

interface Group {
  readonly reports: readonly Report[];
  /** The first reports of earlier groups that may be the same deployment. */
  readonly perhaps: readonly Report[];
}

/**
 * Which reports of one revision to one place are one deployment, and which of them speaks. One that names another belongs to
 * it, whatever time lies between. In order of their starts each joins the first deployment that it overlaps or lies within 15 min
 * of, and that its own tool has not reported yet: what one tool reports twice are two. Reports that stand alone have no entry.
 */
export function rolesOf(reports: readonly Report[]): ReadonlyMap<string, Role> {
  if (new Set(reports.map(reporterOf)).size < 2) return new Map();
  const reach = APART_MICROS + Math.max(...reports.map(({ terms }) => terms.clockSkewMs)) * 1000;
  const over: Group[] = [];
  let groups: readonly Group[] = [];
  for (const own of byName([...reports].sort(earlierFirst))) {
    const begin = Math.min(...own.reports.map(beginOf));
    const isOver = (group: Group) => group.reports.every((one) => microsOf(endOf(one).to) + reach < begin);
    over.push(...groups.filter(isOver));
    groups = withGroup(
      groups.filter((group) => !isOver(group)),
      own,
    );
  }
  return rolesIn([...over, ...groups]);
}

/** Each report with those that it names, or that name it; in the order of the first of them. */
function byName(reports: readonly Report[]): readonly Group[] {
  let groups: readonly Group[] = reports.map((report) => ({ reports: [report], perhaps: [] }));
  const groupOf = (name: string) => groups.find((group) => group.reports.some((one) => nameOf(one) === name));
  for (const { run } of reports) {
    for (const name of run.names ?? []) {
      const [own, other] = [groupOf(run.deployment), groupOf(name)];
      if (!own || !other || own === other || !canBeOne(own, other)) continue;
      const [first, second] = groups.indexOf(own) < groups.indexOf(other) ? [own, other] : [other, own];
      groups = groups.filter((group) => group !== second).map((group) => (group === first ? oneOf(first, second) : group));
    }
  }
  return groups;
}

/** Adds the report, with those that belong to it by name, to the deployment that it belongs to, or as one of its own. */
function withGroup(groups: readonly Group[], own: Group): readonly Group[] {
  const near = groups
    .filter((group) => canBeOne(group, own))
    .map((group) => ({ group, isNear: some(group.reports.flatMap((one) => own.reports.map((report) => areNear(one, report)))) }));
  const sure = near.filter(({ isNear }) => isNear === 'YES').map(({ group }) => group);
  const open = near.filter(({ isNear }) => isNear === 'UNKNOWN').map(({ group }) => group.reports[0]!);
  const [first, ...others] = sure;
  if (!first) return [...groups, { ...own, perhaps: open }];
  // Two that were apart, or may have been, are one where it lies near to both: clocks of two sources leave more open than one's own.
  const merged = others.reduce((all, one) => (canBeOne(all, one) ? oneOf(all, one) : all), oneOf(first, own));
  return groups
    .filter((group) => group === first || !group.reports.some((one) => merged.reports.includes(one)))
    .map((group) => (group === first ? merged : group));
}

/** What one tool reports twice are two deployments. */
function canBeOne(a: Group, b: Group): boolean {
  const tools = new Set(a.reports.map(reporterOf));
  return !b.reports.some((one) => tools.has(reporterOf(one)));
}

function oneOf(a: Group, b: Group): Group {
  return { reports: [...a.reports, ...b.reports], perhaps: [...a.perhaps, ...b.perhaps] };
}

function rolesIn(groups: readonly Group[]): ReadonlyMap<string, Role> {
  const speakers = new Map(groups.map((group) => [group, speakerOf(group.reports)]));
  const groupOf = new Map(groups.flatMap((group) => group.reports.map((one) => [one, group])));
  const perhaps = new Map<string, Set<string>>();
  for (const group of groups) {
    for (const other of new Set(group.perhaps.map((one) => groupOf.get(one)!))) {
      if (other === group || !canBeOne(group, other)) continue;
      const [own, earlier] = [speakers.get(group)!, speakers.get(other)!];
      note(perhaps, own, earlier);
      // The earlier one is judged the same in either case, unless the later one would speak for both.
      if (speakerOf([...group.reports, ...other.reports]) === own) note(perhaps, earlier, own);
    }
  }
  const roles = new Map<string, Role>();
  for (const [{ reports }, speaker] of speakers) {
    const others = reports.filter((one) => one !== speaker).map(nameOf);
    const open = [...(perhaps.get(nameOf(speaker)) ?? [])].sort();
    if (others.length + open.length > 0) {
      roles.set(nameOf(speaker), { speaker: nameOf(speaker), corroboratedBy: others.sort(), perhaps: open });
    }
    for (const other of others) roles.set(other, { speaker: nameOf(speaker), corroboratedBy: [], perhaps: [] });
  }
  return roles;
}

function note(perhaps: Map<string, Set<string>>, of: Report, other: Report): void {
  perhaps.set(nameOf(of), (perhaps.get(nameOf(of)) ?? new Set()).add(nameOf(other)));
}

/** The first that policy names; else the earliest, then the one with the smallest ref. */
function speakerOf(reports: readonly Report[]): Report {
  const [first, ...others] = [...reports].sort(earlierFirst);
  if (!first) throw new Error('A deployment without a report was asked who speaks for it.');
  // One order for the whole deployment, also where policy changed in the midst of it.
  const { speaks } = first.terms;
  const rankOf = ({ run }: Report): number => {
    const rank = speaks.findIndex((name) => name === run.source || name === `${run.source}/${run.environment ?? ''}`);
    return rank < 0 ? speaks.length : rank;
  };
  return others.reduce((best, one) => (rankOf(one) < rankOf(best) ? one : best), first);
}

function areNear(a: Report, b: Report): Truth {
  const skewMs = a.run.source === b.run.source ? 0 : Math.max(a.terms.clockSkewMs, b.terms.clockSkewMs);
  return every([comesSoon(b.run.start.at, endOf(a), skewMs), comesSoon(a.run.start.at, endOf(b), skewMs)]);
}

/** Whether a start comes before an end, or at most 15 min after it. */
function comesSoon(start: Interval, end: Interval, skewMs: number): Truth {
  const atMost = microsOf(start.to) - 1 - microsOf(end.from);
  const atLeast = microsOf(start.from) - (microsOf(end.to) - 1);
  if (atMost + skewMs * 1000 <= APART_MICROS) return 'YES';
  return atLeast - skewMs * 1000 > APART_MICROS ? 'NO' : 'UNKNOWN';
}

/** Without an end it may end at any moment until one is expected no longer. */
function endOf({ run }: Report): Interval {
  return run.end?.at ?? { from: run.start.at.from, to: run.endExpectedBy ?? run.start.at.to };
}

/** A tool reports under one source and environment name. */
export function reporterOf({ run }: Report): string {
  return JSON.stringify([run.source, run.environment]);
}

function nameOf({ run }: Report): string {
  return run.deployment;
}

function beginOf({ run }: Report): number {
  return microsOf(run.start.at.from);
}

function earlierFirst(a: Report, b: Report): number {
  return beginOf(a) - beginOf(b) || (nameOf(a) < nameOf(b) ? -1 : 1);
}
