import { type Json, type RawRecord, repositoryAddress } from '#contract';
import type { Client, JenkinsIo } from './client.js';
import { inputsOf } from './inputs.js';
import { deploymentOf } from './jobs.js';
import type { Listed } from './listed.js';
import { valueOf, withoutSecrets } from './redact.js';

export interface Reading {
  readonly record: RawRecord;
  readonly isRunning: boolean;
}

/** One build with what people answered while it ran, and what the operator says of its job. */
export async function readingOf(io: JenkinsIo, client: Client, job: string, listed: Listed): Promise<Reading> {
  const { number, timestamp, building } = listed;
  const build = withoutSecrets(listed, io.config.secretParameters ?? []);
  const inputs = await inputsOf(client, job, listed);
  const libraries = (io.config.libraries ?? []).map(repositoryAddress);
  const payload = { job, build, deploys: deploysOf(io, job, build), libraries, inputs } as unknown as Json;
  return { record: { kind: 'rest.build', key: `build:${String(number)}-${String(timestamp)}`, payload }, isRunning: building === true };
}

/** A parameter that is not there, or empty, names no environment: then the build deploys nothing that is known. */
function deploysOf(io: JenkinsIo, job: string, build: Listed) {
  const said = deploymentOf(job, io.config);
  if (!said) return null;
  const { environment, environmentParameter = '', changeParameter = null } = said;
  const place = environment ?? valueOf(build, environmentParameter);
  return place ? { environment: place, changeParameter } : null;
}
