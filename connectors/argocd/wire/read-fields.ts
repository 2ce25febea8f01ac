import type { Json } from '#contract';

type Fields = { readonly [name: string]: Fields | true };

const SOURCE: Fields = { repoURL: true, path: true, chart: true, targetRevision: true, ref: true, kustomize: { images: true } };
const SYNCED: Fields = { revision: true, revisions: true, source: SOURCE, sources: SOURCE };
const SYNC: Fields = { ...SYNCED, dryRun: true, resources: { kind: true, name: true }, autoHealAttemptsCount: true };
const INITIATOR: Fields = { username: true, automated: true };
const RESOURCE: Fields = { kind: true, name: true, namespace: true, status: true, requiresPruning: true };
const ENTRY: Fields = { ...SYNCED, id: true, deployStartedAt: true, deployedAt: true, initiatedBy: INITIATOR };

const APPLICATION: Fields = {
  metadata: { uid: true, name: true, namespace: true },
  spec: {
    project: true,
    destination: { server: true, name: true, namespace: true },
    source: SOURCE,
    sources: SOURCE,
    syncPolicy: { automated: { selfHeal: true } },
  },
  status: {
    history: ENTRY,
    operationState: {
      phase: true,
      startedAt: true,
      finishedAt: true,
      retryCount: true,
      operation: { initiatedBy: INITIATOR, sync: SYNC },
      syncResult: SYNCED,
    },
    reconciledAt: true,
    health: { status: true },
    sync: { status: true, revision: true, revisions: true },
    summary: { images: true },
    resources: RESOURCE,
  },
};

/**
 * The fields of an application that are read, and nothing else: what is left out may hold secrets (values of charts,
 * parameters, annotations with the whole manifest, messages of a failed apply). A secret in a repository's address goes, too.
 */
export function readFields(application: Json): Json {
  return only(application, APPLICATION);
}

function only(value: Json | undefined, fields: Fields | true): Json {
  if (fields === true) return withoutPassword(value ?? null);
  if (Array.isArray(value)) return value.map((one: Json) => only(one, fields));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const members = Object.entries(fields).flatMap(([name, inner]): [string, Json][] =>
    Object.hasOwn(value, name) ? [[name, only((value as Readonly<Record<string, Json>>)[name], inner)]] : [],
  );
  return Object.fromEntries(members);
}

function withoutPassword(value: Json): Json {
  return typeof value === 'string' ? value.replace(/^([a-z+]+:\/\/)[^@/]*@/i, '$1') : value;
}
