import { policySchema, type AnyConnector, type PolicyFile } from '#contract';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnvironment, type Environment, type Settings } from './config/environment.js';
import { ConfigurationError, type Problem } from './config/problem.js';
import { schemaProblems } from './config/schema-problems.js';
import { readConnections, type Connections, type SourceConfig } from './config/sources.js';
import { readYaml } from './config/yaml-file.js';

export { VARIABLES } from './config/environment.js';
export { ConfigurationError } from './config/problem.js';
export type { SourceConfig } from './config/sources.js';

/** All that the operator says, checked and frozen. */
export interface Config extends Settings {
  /** The name of the log; null: the hub chooses one. */
  readonly name: string | null;
  readonly sources: readonly SourceConfig[];
  /** The file that was read; null where there is none, and the hub is empty. */
  readonly configFile: string | null;
  readonly policyFile: string | null;
  /** What policy.yaml says; its defaults where there is none. */
  readonly policy: PolicyFile;
}

/** Environment, changeline.yaml and policy.yaml → one frozen object. Throws one `ConfigurationError` that lists every problem. */
export function loadConfig(env: Environment, connectors: readonly AnyConnector[]): Config {
  const problems: Problem[] = [];
  const settings = readEnvironment(env, problems);
  const configFile = fileOf(env['CHANGELINE_CONFIG'], 'changeline.yaml');
  const policyFile = fileOf(env['CHANGELINE_POLICY'], 'policy.yaml');
  const connections = configFile === null ? NONE : connectionsOf(configFile, connectors, env, problems);
  const policy = policyOf(policyFile, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze({ ...settings, ...connections, configFile, policyFile, policy });
}

/** The policy that a file states, or, without a file, its defaults. Throws `ConfigurationError` with line and column of each problem. */
export function loadPolicy(path: string | null): PolicyFile {
  const problems: Problem[] = [];
  const policy = policyOf(path, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return policy;
}

const NONE: Connections = { name: null, sources: [] };

// A file that was named must be there; the usual one may be missing.
function fileOf(named: string | undefined, usual: string): string | null {
  if (named?.trim()) return resolve(named.trim());
  return existsSync(usual) ? resolve(usual) : null;
}

function connectionsOf(path: string, connectors: readonly AnyConnector[], env: Environment, problems: Problem[]): Connections {
  const file = readYaml(path, problems);
  return file ? readConnections(file, connectors, { env, configFile: path }, problems) : NONE;
}

function policyOf(path: string | null, problems: Problem[]): PolicyFile {
  const file = path === null ? null : readYaml(path, problems);
  const result = policySchema.safeParse(file?.content ?? {});
  if (result.success) return result.data;
  if (file) problems.push(...schemaProblems(file, [], result.error, Object.keys(policySchema.shape)));
  return policySchema.parse({});
}
