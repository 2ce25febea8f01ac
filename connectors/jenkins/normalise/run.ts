import { type Draft, type Marked, ref } from '#contract';
import type { BuildRecord } from '../wire.js';
import { buildId, millisecond, naturalOf } from './identity.js';
import { parameterMentions, parametersOf } from './parameters.js';
import { starterOf, triggerOf, upstreamOf } from './people.js';
import { changesOf, commitMentions, mainRevision, revisionsOf } from './revision.js';

/** Null while it runs: a result may stand there before the end, and get worse. */
export function resultOf({ build: { building, result } }: BuildRecord): string | null {
  return building === true ? null : (result ?? null);
}

/** What a build tells, whether it builds or deploys. Names of jobs can be changed, so they are what is seen. */
export function seenOf(record: BuildRecord): Readonly<Record<string, Marked>> {
  const { build, job } = record;
  const parameters = parametersOf(record);
  const changes = changesOf(build);
  return {
    name: job,
    branch: revisionsOf(record)[0]?.branch ?? null,
    upstream: upstreamOf(build),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(changes.length > 0 ? { changes } : {}),
  };
}

export function buildEvents(record: BuildRecord): readonly Draft[] {
  const { build } = record;
  const core = { ...mainRevision(record), app: 'jenkins', number: build.number, by: starterOf(build), trigger: triggerOf(build) };
  const subject = ref('build', buildId(build));
  const identity = { kind: 'build', natural: naturalOf(build) };
  const mentions = [...commitMentions(record), ...parameterMentions(record)];
  const common = { subject, timeFrom: 'CORE' as const, seen: seenOf(record), mentions };
  const started: Draft = {
    ...common,
    type: 'build.started',
    identity: { ...identity, transition: 'started' },
    occurredAt: millisecond(build.timestamp),
    core: { number: build.number, app: 'jenkins', by: core.by, trigger: core.trigger },
  };
  const conclusion = resultOf(record);
  if (conclusion === null) return [started];
  return [
    started,
    {
      ...common,
      type: 'build.finished',
      identity: { ...identity, transition: 'finished' },
      occurredAt: millisecond(build.timestamp + (build.duration ?? 0)),
      core: { ...core, conclusion },
    },
  ];
}
