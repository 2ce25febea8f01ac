import type { AuditFile } from './file.js';
import { STEPS } from './steps.js';

const COLUMNS = [
  ...['unit', 'kind', 'deployment', 'change', 'key', 'service', 'environment', 'started_at', 'emergency', 'revision', 'artifacts'],
  ...['application', 'infrastructure', 'complexity', 'drawn', 'lot'],
  ...STEPS.map(({ number, name }) => `${number}_${name.replaceAll('-', '_')}`),
];

type Cell = string | number | boolean | null;

/**
 * The population as rows: a unit each, by id, with what each step says of it and whether it was drawn; after it what the audit could
 * not see, each `kind` of it a word of its own and no answers. The first row names the columns.
 */
export function* auditRows(file: Pick<AuditFile, 'population' | 'sample' | keyof Unseen>): Generator<readonly Cell[]> {
  yield COLUMNS;
  yield* unitRows(file);
  yield* unseenRows(file);
}

function* unitRows({ population, sample }: Pick<AuditFile, 'population' | 'sample'>): Generator<readonly Cell[]> {
  const lots = new Map(sample.map(({ id, lot }) => [id, lot]));
  for (const unit of population) {
    const { id, kind, deployment, change, key, service, environment, startedAt, isEmergency, sha, artifacts } = unit;
    const { application, infrastructure, complexity, answers } = unit;
    const own = [id, kind, deployment, change, key, service, environment, startedAt, isEmergency, sha, artifacts.join(' ')];
    yield [...own, application, infrastructure, complexity, lots.has(id), lots.get(id) ?? null, ...answers];
  }
}

type Unseen = Pick<AuditFile, 'leftOut' | 'outOfScope' | 'unknownEnvironment' | 'unseen'>;

/** What no unit stands for: `unit` names it, and `service` and `environment` where it has them. */
function* unseenRows({ leftOut, outOfScope, unknownEnvironment, unseen }: Unseen): Generator<readonly Cell[]> {
  for (const { repository, name } of leftOut.repositories) yield row({ unit: name ?? repository, kind: 'LEFT_OUT_REPOSITORY' });
  for (const { source, environment } of leftOut.environments)
    yield row({ unit: `${source} ${environment}`, kind: 'LEFT_OUT_ENVIRONMENT', environment });
  for (const { service } of outOfScope) yield row({ unit: service, kind: 'OUT_OF_SCOPE_SERVICE', service });
  for (const { deployment, service, environment, startedAt } of unknownEnvironment)
    yield row({ unit: deployment, kind: 'UNKNOWN_ENVIRONMENT', deployment, service, environment, started_at: startedAt });
  for (const { scope, collection, state } of unseen.holes)
    yield row({ unit: `${collection} of ${scope}`, kind: state === 'COMPLETE' ? 'NOT_READ' : state });
}

function row(said: Readonly<Record<string, Cell>>): readonly Cell[] {
  return COLUMNS.map((column) => said[column] ?? null);
}
