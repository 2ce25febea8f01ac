import { expect, it } from 'vitest';
import type { Instant } from '#contract';
import { auditRows } from '../../../src/evidence/audit/index.js';

const AT = '2026-03-02T10:00:00.000000Z' as Instant;
const hole = (scope: string, state: 'COMPLETE' | 'DENIED' | 'DIFFERS') => ({
  source: 'a',
  scope,
  collection: 'reviews',
  state,
  upTo: null,
});

it('lists after the population what an audit could not see, each as what it is and without answers', () => {
  const [head, ...rows] = auditRows({
    population: [],
    sample: [],
    leftOut: {
      repositories: [
        { repository: 'repository:a:7', source: 'a', name: 'acme/tools' },
        { repository: 'repository:a:8', source: 'a', name: null },
      ],
      environments: [{ source: 'a', environment: 'canary', deployments: 3 }],
    },
    outOfScope: [{ service: 'rates', units: 2 }],
    unknownEnvironment: [{ deployment: 'deployment:a:9', service: 'pay', environment: 'canary', startedAt: AT }],
    unseen: {
      sources: [],
      holes: [hole('repository:a:7', 'COMPLETE'), hole('repository:a:8', 'DENIED'), hole('repository:a:9', 'DIFFERS')],
      holeCount: 3,
    },
  });
  const said = rows.map((row) => Object.fromEntries(row.flatMap((cell, nth) => (cell === null ? [] : [[String(head?.[nth]), cell]]))));
  expect(said).toEqual([
    { unit: 'acme/tools', kind: 'LEFT_OUT_REPOSITORY' },
    { unit: 'repository:a:8', kind: 'LEFT_OUT_REPOSITORY' },
    { unit: 'a canary', kind: 'LEFT_OUT_ENVIRONMENT', environment: 'canary' },
    { unit: 'rates', kind: 'OUT_OF_SCOPE_SERVICE', service: 'rates' },
    {
      unit: 'deployment:a:9',
      kind: 'UNKNOWN_ENVIRONMENT',
      deployment: 'deployment:a:9',
      service: 'pay',
      environment: 'canary',
      started_at: AT,
    },
    { unit: 'reviews of repository:a:7', kind: 'NOT_READ' },
    { unit: 'reviews of repository:a:8', kind: 'DENIED' },
    { unit: 'reviews of repository:a:9', kind: 'DIFFERS' },
  ]);
  expect(rows.every((row) => row.length === head?.length)).toBe(true);
});
