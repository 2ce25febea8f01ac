import { expect, it } from 'vitest';
import { type Instant, type Policy, policySchema } from '#contract';
import type { DeploymentFacts } from '../../src/correlate/index.js';
import { Places } from '../../src/follow/places.js';

const at = (hour: number) => `2026-03-03T${String(hour).padStart(2, '0')}:00:00.000000Z` as Instant;
const second = (hour: number) => ({ from: at(hour), to: `2026-03-03T${String(hour).padStart(2, '0')}:00:01.000000Z` as Instant });

function deployed(source: string, hour: number): DeploymentFacts {
  const status = { environment: 'prod', seq: hour };
  return {
    deployment: `deployment:${source}:${hour}`,
    source,
    repository: 'repository:github-acme:1',
    environment: 'prod',
    sha: String(hour % 10).repeat(40),
    gitRef: null,
    productionMark: true,
    creator: null,
    requested: second(hour),
    requestedSeq: hour,
    statuses: [
      { ...status, status: '1', kind: 'STARTED', outcome: null, at: second(hour) },
      { ...status, status: '2', kind: 'FINISHED', outcome: 'SUCCEEDED', at: second(hour + 1) },
    ],
  };
}

/** The base of GitHub's deployment at ten, after a sender's at eight. */
function baseOf(trusted: readonly string[]): string | null {
  const policy = { ...policySchema.parse({ trust: { 'tso-acme': trusted } }), version: 'v', clockSkewMs: 0 } as unknown as Policy;
  const told = { policies: [{ policy, activatedAt: at(0) }], senders: new Set(['tso-acme']), clock: at(20) };
  const places = new Places();
  const last = deployed('github-acme', 10);
  places.set(deployed('tso-acme', 8), told);
  places.set(last, told);
  const { lane } = places.of(last.deployment);
  const run = lane.find(last.deployment);
  return run ? (lane.baseOf(run, 0).run?.deployment ?? null) : 'not in its lane';
}

it('what a sender deployed is a base where policy trusts it for request, start and end', () => {
  expect(baseOf(['deployment.requested', 'deployment.started', 'deployment.finished'])).toBe('deployment:tso-acme:8');
});

it.each([[[]], [['deployment.started', 'deployment.finished']], [['deployment.requested', 'deployment.started']]])(
  'what a sender deployed is nobody’s base where policy trusts it for %j only',
  (trusted) => {
    expect(baseOf(trusted)).toBe(null);
  },
);
