import { type Draft, ref } from '#contract';
import type { BuildRecord } from '../wire.js';
import { buildId, millisecond, naturalOf } from './identity.js';
import { commitMentions, mainRevision } from './revision.js';
import { resultOf } from './run.js';

/** The reports of tests of one build, together: SUCCESS where none of the tests failed. */
export function testEvents(record: BuildRecord): readonly Draft[] {
  const { build, job } = record;
  const reports = (build.actions ?? []).flatMap((action) => (typeof action?.totalCount === 'number' ? [action] : []));
  if (reports.length === 0 || resultOf(record) === null) return [];
  const sum = (count: 'failCount' | 'skipCount' | 'totalCount') => reports.reduce((all, one) => all + (one[count] ?? 0), 0);
  const [failed, skipped, total] = [sum('failCount'), sum('skipCount'), sum('totalCount')];
  return [
    {
      type: 'check.finished',
      subject: ref('check', buildId(build), 'tests'),
      identity: { kind: 'tests', natural: naturalOf(build), transition: 'finished' },
      occurredAt: millisecond(build.timestamp + (build.duration ?? 0)),
      timeFrom: 'CORE',
      core: {
        ...mainRevision(record),
        name: `${job} tests`,
        conclusion: failed > 0 ? 'FAILURE' : 'SUCCESS',
        app: 'jenkins',
        failed,
        skipped,
        total,
      },
      mentions: commitMentions(record),
    },
  ];
}
