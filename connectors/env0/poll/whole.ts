import { type Json, type RawRecord, SourceRefused } from '#contract';
import type { Env0Config } from '../config.js';
import { keptDeployment, keptEnvironment, keptStep } from '../kept.js';
import type { Client } from './client.js';
import { type ListedDeployment, stepsOf } from './deployments.js';

/** One reading of one project. */
export interface Pass {
  readonly client: Client;
  readonly project: string;
  readonly config: Env0Config;
  /** Why steps could not be read, in env zero's words. */
  stepsDenied: string | null;
  stepsRead: boolean;
}

export function passOf(client: Client, project: string, config: Env0Config): Pass {
  return { client, project, config, stepsDenied: null, stepsRead: false };
}

/** Only what changes the infrastructure waits for approval, asks policies and is applied. */
const WITH_STEPS = ['deploy', 'destroy'];

/** A deployment with its steps and what is kept of its environment: one record, whichever request brought it. */
export async function wholeDeployment(pass: Pass, environment: Json, listed: ListedDeployment): Promise<RawRecord> {
  const steps = WITH_STEPS.includes(listed.type) ? await stepsOrNull(pass, listed.id) : null;
  const payload = { environment: keptEnvironment(environment), deployment: keptDeployment(listed as Json), steps };
  return { kind: 'rest.deployment', key: `deployment:${listed.id}`, payload };
}

export async function wholes(pass: Pass, environment: Json, page: readonly ListedDeployment[]): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for (const each of page) records.push(await wholeDeployment(pass, environment, each));
  return records;
}

async function stepsOrNull(pass: Pass, id: string): Promise<Json[] | null> {
  try {
    const found = await stepsOf(pass.client, id);
    pass.stepsRead = true;
    return found.map((step) => ({
      ...(keptStep(step as Json) as { readonly [name: string]: Json }),
      role: roleOf(step.name, pass.config),
    }));
  } catch (error) {
    if (!(error instanceof SourceRefused) || error.status === 401) throw error;
    // Steps of old deployments may be gone (404); to be refused them says something of the key.
    if (error.status !== 404) pass.stepsDenied ??= error.message;
    return null;
  }
}

const APPLY = /(?:^|:)(?:apply|destroy|up|deploy|upgrade|delete)$/i;
const POLICY = /^opa\b/i;

/** `tf:apply`, `tg:destroy`, `pulumi:up` …; env zero documents no list of names, so the configuration can name others. */
export function roleOf(
  name: string,
  { applySteps, policySteps }: Pick<Env0Config, 'applySteps' | 'policySteps'>,
): 'APPLY' | 'POLICY' | 'OTHER' {
  if (policySteps?.includes(name) ?? POLICY.test(name)) return 'POLICY';
  return (applySteps?.includes(name) ?? APPLY.test(name)) ? 'APPLY' : 'OTHER';
}
