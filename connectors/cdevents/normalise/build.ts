import { type Draft, ref, type RefMark } from '#contract';
import { run } from '../wire.js';
import { artifactNamed } from './artifact.js';
import { type CdEvent, contentOf, factOf, nameOf } from './cdevent.js';
import { conclusionOf } from './conclusion.js';

export function runStarted(event: CdEvent): readonly Draft[] {
  return [factOf(event, { type: 'build.started', subject: runRef(event), happens: 'ONCE', core: coreOf(event) })];
}

export function runFinished(event: CdEvent): readonly Draft[] {
  const { outcome, artifactId } = contentOf(run, event);
  const core = { ...coreOf(event), conclusion: conclusionOf(outcome) };
  return [factOf(event, { type: 'build.finished', subject: runRef(event), happens: 'ONCE', core, mentions: artifactNamed(artifactId) })];
}

/** Runs of pipelines, tasks and builds are counted apart. */
function runRef(event: CdEvent): RefMark {
  return ref('build', kindOf(event), nameOf(event, event.subject));
}

function kindOf({ happened }: CdEvent): string {
  return happened.slice(0, happened.indexOf('.'));
}

function coreOf(event: CdEvent) {
  const { pipelineName, taskName, pipelineRun } = contentOf(run, event);
  return {
    kind: kindOf(event),
    name: pipelineName ?? taskName ?? null,
    pipelineRun: pipelineRun ? ref('build', 'pipelinerun', nameOf(event, pipelineRun)) : null,
  };
}
