import type { Draft } from '#contract';
import type { Application, OperationState } from '../wire.js';
import { type End, finished, requested, started, type Sync } from './deployment.js';
import { digestMentions } from './images.js';
import { moment } from './moment.js';
import { partsOf } from './revision.js';

/** What the latest operation of an application tells: a start, and an end once it has one. Dry runs change nothing. */
export function fromOperation(application: Application, state: OperationState): readonly Draft[] {
  const { sync: asked, initiatedBy: initiator } = state.operation;
  if (!asked || asked.dryRun === true) return [];
  const sync: Sync = { application, startedAt: state.startedAt };
  const end = endOf(state);
  const resolved = partsOf(state.syncResult ?? {});
  const parts = resolved.length > 0 || end === null ? resolved : partsOf(asked);
  const isPartial = (asked.resources ?? []).length > 0;
  // Until Argo CD has resolved the revision nobody knows what is deployed; where it failed before, what was asked for is all there is.
  const isKnown = parts.length > 0 || end !== null;
  return [
    ...(isKnown ? [requested(sync, { parts, initiator, isPartial })] : []),
    started(sync),
    ...(end === null ? [] : [settled(finished(sync, end), application, state)]),
  ];
}

function endOf({ phase, finishedAt }: OperationState): End | null {
  if (phase === 'Running' || phase === 'Terminating') return null;
  return { phase, at: finishedAt ? moment(finishedAt) : null };
}

const HEALTH = ['Healthy', 'Degraded', 'Missing', 'Suspended'];

/** Images and health are of the application as it is, not of a sync: they count once it was compared again after the end. */
function settled(end: Draft, { status }: Application, { finishedAt, phase }: OperationState): Draft {
  const isCompared = finishedAt && status?.reconciledAt && moment(status.reconciledAt).from > moment(finishedAt).from;
  if (!isCompared || phase !== 'Succeeded' || status.sync?.status !== 'Synced') return end;
  const health = status.health?.status ?? '';
  if (!HEALTH.includes(health)) return end;
  const images = status.summary?.images ?? [];
  if (health !== 'Healthy' || images.length === 0) return { ...end, seen: { health } };
  return { ...end, seen: { health, images: [...images].sort() }, mentions: digestMentions(images, 'images') };
}
