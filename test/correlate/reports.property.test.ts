import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microsOf } from '#contract';
import { type Report, Reports } from '../../src/correlate/index.js';
import { anyReports } from './reports.js';

function placed(all: readonly Report[]): Reports {
  const reports = new Reports();
  for (const { run, terms } of all) reports.set(run, terms);
  return reports;
}

/** Everything that is said of them, and who stands in the lane. */
function said(all: readonly Report[], reports: Reports): unknown {
  const names = all.map(({ run }) => run.deployment).sort();
  return { roles: names.map((name) => reports.roleOf(name)), lane: reports.lane.runs.map((run) => run.deployment).sort() };
}

const reporter = ({ run }: Report) => `${run.source} ${run.environment}`;

/** Certainly one deployment when their tools differ: word by word, in seconds that each may be anywhere in. */
function areSurelyNear(a: Report, b: Report): boolean {
  const skew = a.run.source === b.run.source ? 0 : 60_000_000;
  const soon = (one: Report, other: Report) => {
    const end = other.run.end?.at.from ?? other.run.start.at.from;
    return microsOf(one.run.start.at.to) - 1 - microsOf(end) + skew <= 900_000_000;
  };
  return a.run.sha === b.run.sha && reporter(a) !== reporter(b) && soon(a, b) && soon(b, a);
}

describe('the reports of deployments to one place', () => {
  it('have the same roles in whatever order they came, were replaced and were removed', () => {
    fc.assert(
      fc.property(anyReports, fc.array(fc.nat(), { maxLength: 6 }), (all, again) => {
        const other = placed([...all].reverse());
        for (const n of again) {
          const { run, terms } = all[n % all.length]!;
          other.set({ ...run, end: null, sha: all[0]!.run.sha, start: all[0]!.run.start }, terms);
          if (n % 2 === 0) other.remove(run.deployment);
          other.set(run, terms);
        }
        expect(said(all, other)).toEqual(said(all, placed(all)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('make deployments for each of which exactly one speaks, stands in the lane, and is of no tool that reports it twice', () => {
    fc.assert(
      fc.property(anyReports, (all) => {
        const reports = placed(all);
        const byName = new Map(all.map((one) => [one.run.deployment, one]));
        for (const { run } of all) {
          const role = reports.roleOf(run.deployment);
          const speaker = reports.roleOf(role.speaker);
          expect(speaker.speaker).toBe(role.speaker);
          expect(reports.lane.find(run.deployment) !== null).toBe(role.speaker === run.deployment);
          expect(role.speaker === run.deployment || speaker.corroboratedBy.includes(run.deployment)).toBe(true);
          const members = [role.speaker, ...speaker.corroboratedBy].map((name) => byName.get(name)!);
          expect(new Set(members.map(reporter)).size).toBe(members.length);
          expect(new Set(members.map((one) => one.run.sha)).size).toBe(1);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('leave two that certainly lie near apart only where the tool of one has a report in the deployment of the other', () => {
    let apart = 0;
    fc.assert(
      fc.property(anyReports, (all) => {
        const reports = placed(all);
        const membersOf = (one: Report) => {
          const { speaker } = reports.roleOf(one.run.deployment);
          return all.filter((other) => reports.roleOf(other.run.deployment).speaker === speaker);
        };
        for (const a of all) {
          for (const b of all) {
            if (!areSurelyNear(a, b) || membersOf(a).includes(b)) continue;
            apart += 1;
            const [ofA, ofB] = [membersOf(a).map(reporter), membersOf(b).map(reporter)];
            expect(ofA.some((tool) => ofB.includes(tool))).toBe(true);
          }
        }
      }),
      { numRuns: 1_000 },
    );
    expect(apart).toBeGreaterThan(0);
  });

  it('name all on whom the role of one may depend as those around it', () => {
    fc.assert(
      fc.property(anyReports, (all) => {
        const [added, ...others] = all;
        const before = placed(others);
        const after = placed(all);
        const around = after.around(added!.run.deployment).map((run) => run.deployment);
        const moved = others.map(({ run }) => run.deployment).filter((name) => !same(before.roleOf(name), after.roleOf(name)));
        expect(moved.filter((name) => !around.includes(name))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
