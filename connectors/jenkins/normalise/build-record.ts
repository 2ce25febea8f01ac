import type { Json, Normalised } from '#contract';
import { buildRecord, readAs } from '../wire.js';
import { deploymentEvents } from './deployment.js';
import { inputEvents } from './inputs.js';
import { buildEvents } from './run.js';
import { testEvents } from './tests.js';

export function fromBuild(payload: Json): Normalised {
  const record = readAs(buildRecord, payload, 'build');
  const run = record.deploys ? deploymentEvents(record, record.deploys.environment) : buildEvents(record);
  const events = [...run, ...testEvents(record), ...inputEvents(record)];
  return events.length > 0 ? { events } : { ignored: 'the deployment is under way, and is told at its end.' };
}
