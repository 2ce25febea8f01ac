import { type Draft, type Interval, ref } from '#contract';
import type { Application, Entry, OperationState } from '../wire.js';
import { deploymentId, environmentOf } from './deployment.js';
import { moment } from './moment.js';
import { configurationOf, partsOf } from './revision.js';

/** Where Argo CD found in the cluster what it had not put there: it heals that, or calls the application OutOfSync. */
export function driftOf(application: Application): readonly Draft[] {
  const state = application.status?.operationState;
  if (!state) return [];
  if ((state.operation.sync?.autoHealAttemptsCount ?? 0) > 0) return [healed(application, state)];
  const deployed = deployedBy(application, state);
  return deployed === null ? [] : outOfSync(application, deployed);
}

/** Argo CD counts attempts to heal only where it had already synced this revision, and the cluster differs again. */
function healed(application: Application, { startedAt }: OperationState): Draft {
  return drifted(application, { startedAt, transition: 'healed', at: moment(startedAt), timeFrom: 'CORE' });
}

/** The entry of the last operation, where that was a whole sync which succeeded and is still what is wanted. */
function deployedBy({ spec, status }: Application, { startedAt, phase, finishedAt }: OperationState): Entry | null {
  const last = status?.history?.at(-1);
  if (phase !== 'Succeeded' || !last?.deployStartedAt || moment(last.deployStartedAt).from !== moment(startedAt).from) return null;
  // Another revision or source than the one deployed is a deployment that has not come yet, and no drift.
  const wanted = partsOf({ ...status?.sync, source: spec.source, sources: spec.sources });
  if (wanted.length === 0 || configurationOf(wanted) !== configurationOf(partsOf(last))) return null;
  const isAsked = JSON.stringify([spec.source, spec.sources].map(targetOf)) === JSON.stringify([last.source, last.sources].map(targetOf));
  const isCompared = finishedAt && status?.reconciledAt && moment(status.reconciledAt).from > moment(finishedAt).from;
  return isAsked && isCompared ? last : null;
}

type Sources = Application['spec']['source'] | Application['spec']['sources'];

/** What a source asks for; what Argo CD adds to it (the path of a chart) is left out. */
function targetOf(sources: Sources): unknown {
  return [sources ?? []]
    .flat()
    .map(({ repoURL, chart, path, targetRevision, kustomize }) => [...[repoURL, targetRevision, kustomize], chart ?? path])
    .filter(([repoURL]) => repoURL !== '');
}

function outOfSync(application: Application, { deployedAt, deployStartedAt }: Entry): readonly Draft[] {
  const { spec, status } = application;
  const differing = (status?.resources ?? []).filter((one) => one.status === 'OutOfSync' && one.requiresPruning !== true);
  // Where it heals itself, the healing tells.
  const isHealing = spec.syncPolicy?.automated?.selfHeal === true;
  if (status?.sync?.status !== 'OutOfSync' || isHealing || differing.length === 0) return [];
  const at: Interval = { from: moment(deployedAt).from, to: moment(status.reconciledAt ?? deployedAt).to };
  const found = { startedAt: deployStartedAt ?? deployedAt, transition: 'out_of_sync', at, timeFrom: 'SEEN' as const };
  const names = differing.map(({ kind, namespace, name }) => [kind, namespace, name].filter(Boolean).join('/'));
  return [{ ...drifted(application, found), seen: { resources: names.sort().slice(0, 100) } }];
}

interface Found extends Pick<Draft, 'timeFrom'> {
  readonly startedAt: string;
  readonly transition: string;
  readonly at: Interval;
}

function drifted(application: Application, { startedAt, transition, at, timeFrom }: Found): Draft {
  const { uid } = application.metadata;
  const environment = environmentOf(application);
  return {
    type: 'infrastructure.drifted',
    subject: ref('drift', deploymentId(uid, startedAt), transition),
    identity: { kind: 'drift', natural: [uid, moment(startedAt).from], transition },
    occurredAt: at,
    timeFrom,
    core: { kind: 'CONFIGURATION', resource: environment, environment },
  };
}
