import fc from 'fast-check';
import type { Interval } from '#contract';
import { type Report, type Run } from '../../src/correlate/index.js';
import { sha } from './commits.js';
import { run, second, span } from './runs.js';

/** The `source/environment name` by which a tool reports. */
type Tool = `${string}/${string}`;

/** What a tool reports of revision 1: from `start` to `end`, or still running. */
export function report(deployment: string, tool: Tool, start: Interval, end: Interval | null): Run {
  const [source = '', environment = ''] = tool.split('/');
  const made = run(deployment, { source, start, end, outcome: end ? 'SUCCEEDED' : 'RUNNING' });
  return { ...made, environment, endExpectedBy: end ? null : second(86_400) };
}

const anyPlan = fc.record({
  source: fc.constantFrom('hub', 'hub', 'argo'),
  environment: fc.constantFrom('production', 'vercel', 'jenkins'),
  /** In steps that lie on both sides of 15 min, with and without a minute of skew. */
  start: fc.integer({ min: 0, max: 12 }).map((n) => n * 419),
  lasts: fc.constantFrom(1, 60, 600, null),
  revision: fc.constantFrom(1, 1, 1, 2),
  /** The place in the list of another that it names. */
  names: fc.constantFrom(null, null, null, 0, 1, 2),
});

function named(plans: readonly { readonly source: string }[], nth: number | null): readonly string[] {
  const other = nth === null ? undefined : plans[nth];
  return other === undefined ? [] : [`deployment:${other.source}:${nth}`];
}

/** Reports of a few tools of few revisions, close together. */
export const anyReports: fc.Arbitrary<readonly Report[]> = fc.array(anyPlan, { minLength: 1, maxLength: 8 }).chain((plans) =>
  fc.constantFrom<readonly string[]>([], ['argo'], ['hub/vercel', 'argo/jenkins']).map((speaks) =>
    plans.map(({ source, environment, start, lasts, revision, names }, n) => {
      const end = lasts === null ? null : span(start + lasts);
      const made = report(`deployment:${source}:${n}`, `${source}/${environment}`, span(start), end);
      return {
        run: { ...made, start: made.start!, sha: sha(revision), names: named(plans, names) },
        terms: { clockSkewMs: 60_000, speaks },
      };
    }),
  ),
);
