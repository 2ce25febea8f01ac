import type { Json } from '#contract';

export interface Operation {
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly phase: 'Running' | 'Succeeded' | 'Failed' | 'Error';
  readonly revision: string;
  readonly by: string | null;
  readonly partial?: boolean;
  readonly heals?: boolean;
  /** Images that its manifests name: `registry/pay=registry/pay@sha256:…`. */
  readonly images?: readonly string[];
}

export interface Application {
  readonly uid: string;
  readonly name: string;
  readonly project: string;
  /** In the order in which they ran; Argo CD shows the state of the last one, and a history of those that succeeded as a whole. */
  readonly operations: readonly Operation[];
  readonly historyLimit?: number;
  readonly outOfSync?: boolean;
  /** Where its manifests lie, unless told. */
  readonly repository?: string;
}

export const REVISION = 'ab'.repeat(20);
const SOURCE = {
  repoURL: 'https://github.com/acme/deploy.git',
  path: 'pay',
  targetRevision: 'main',
  helm: { values: 'password: hunter2' },
};

/** The second so many seconds into a day. */
export function timeOf(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 10) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export function operation(start: number, more: Partial<Operation> = {}): Operation {
  return { startedAt: timeOf(start), finishedAt: timeOf(start + 5), phase: 'Succeeded', revision: REVISION, by: null, ...more };
}

export function application(number: number, operations: readonly Operation[], more: Partial<Application> = {}): Application {
  const uid = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { uid, name: `app-${String(number)}`, project: 'payments', operations, ...more };
}

/** As Argo CD's API and `toJson .app` of a notification write it. */
export function applicationObject(one: Application): Json {
  const { uid, name, project, operations, historyLimit = 10, outOfSync = false } = one;
  const last = operations.at(-1);
  const kept = operations
    .filter(({ phase, partial, heals }) => phase === 'Succeeded' && !partial && !heals)
    .map((done, id) => ({
      id,
      revision: done.revision,
      source: sourceOf(one, done),
      deployStartedAt: done.startedAt,
      deployedAt: done.finishedAt ?? done.startedAt,
      initiatedBy: initiatorOf(done),
    }));
  return {
    metadata: {
      uid,
      name,
      namespace: 'argocd',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"token":"hunter2"}' },
    },
    spec: { project, destination: { server: 'https://kubernetes.default.svc', namespace: 'pay' }, source: sourceOf(one, last) },
    status: {
      ...(kept.length === 0 ? {} : { history: kept.slice(-historyLimit) }),
      ...(last === undefined ? {} : { operationState: stateOf(one, last) }),
      health: { status: 'Healthy' },
      sync: { status: outOfSync ? 'OutOfSync' : 'Synced', revision: last?.revision ?? '' },
    },
  };
}

function initiatorOf({ by }: Operation) {
  return by === null ? { automated: true } : { username: by };
}

function sourceOf({ repository }: Application, done: Operation | undefined) {
  const images = done?.images ? { kustomize: { images: [...done.images] } } : {};
  return { ...SOURCE, ...(repository === undefined ? {} : { repoURL: repository }), ...images };
}

function stateOf(application: Application, one: Operation) {
  const { phase, startedAt, finishedAt, revision } = one;
  const resources = one.partial || one.heals ? { resources: [{ kind: 'Deployment', name: 'pay' }] } : {};
  return {
    phase,
    startedAt,
    ...(phase === 'Running' || finishedAt === undefined ? {} : { finishedAt }),
    operation: { initiatedBy: initiatorOf(one), sync: { revision, ...resources, ...(one.heals ? { autoHealAttemptsCount: 1 } : {}) } },
    syncResult: { revision, source: sourceOf(application, one) },
    message: 'the password hunter2 was refused',
  };
}
