import type { AuditFile } from './file.js';
import { STEPS } from './steps.js';

const COLUMNS = [
  ...['unit', 'kind', 'deployment', 'change', 'key', 'service', 'environment', 'started_at', 'emergency', 'revision', 'artifacts'],
  ...['application', 'infrastructure', 'complexity', 'drawn', 'lot'],
  ...STEPS.map(({ number, name }) => `${number}_${name.replaceAll('-', '_')}`),
];

type Cell = string | number | boolean | null;

/** The population as rows: a unit each, by id, with what each step says of it and whether it was drawn. The first row names the columns. */
export function* auditRows({ population, sample }: Pick<AuditFile, 'population' | 'sample'>): Generator<readonly Cell[]> {
  yield COLUMNS;
  const lots = new Map(sample.map(({ id, lot }) => [id, lot]));
  for (const unit of population) {
    const { id, kind, deployment, change, key, service, environment, startedAt, isEmergency, sha, artifacts } = unit;
    const { application, infrastructure, complexity, answers } = unit;
    const own = [id, kind, deployment, change, key, service, environment, startedAt, isEmergency, sha, artifacts.join(' ')];
    yield [...own, application, infrastructure, complexity, lots.has(id), lots.get(id) ?? null, ...answers];
  }
}
