import { createHash } from 'node:crypto';
import type { Deployment } from '../../../src/sample/index.js';
import { timeOf } from '../times.js';
import type { Rollout } from '../plan.js';
import { ANYBODY, BUILDER } from '../policy.js';
import type { Scene } from './acting.js';

/** What the pipeline tells of a deployment that it makes, and somebody of its image. */
export function reported({ company, repository }: Scene, rollout: Rollout, { id, sha, environment }: Deployment): void {
  const { reports, requestedAt, startedAt, endedAt, outcome } = rollout;
  if (reports === undefined) return;
  const digest = `sha256:${createHash('sha256').update(`${id}`).digest('hex')}`;
  const { image, configuration, trigger } = reports;
  const named = { DIGEST: { artifact: digest }, TAG: { artifactTag: 'pay:stable' }, NONE: {} }[image ?? 'NONE'];
  const said = { ...named, ...(configuration ? { configuration } : {}), ...(trigger ? { trigger } : {}) };
  const data = { repository: `repository:github-acme:${repository.id}`, sha, environment, ...said };
  const own = `run-${id}`;
  company.says(
    BUILDER,
    { type: 'deployment.requested', id: own, at: timeOf(requestedAt), data },
    { type: 'deployment.started', id: own, at: timeOf(startedAt), data: {} },
    { type: 'deployment.finished', id: own, at: timeOf(endedAt), data: { outcome: outcome === 'success' ? 'SUCCEEDED' : 'FAILED' } },
  );
  if (reports.builtBy === undefined) return;
  const built = { digest, name: `acme/${repository.name}`, commits: [`commit:github-acme:${repository.id}:${sha}`] };
  company.says(reports.builtBy === 'BUILDER' ? BUILDER : ANYBODY, {
    ...{ type: 'artifact.published', id: digest, at: timeOf(requestedAt - 60) },
    data: built,
  });
}
