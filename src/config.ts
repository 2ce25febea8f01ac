import { policySchema, type AnyConnector, type PolicyFile } from '#contract';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AlertsConfig, NO_ALERTS } from './config/alerts.js';
import { readEnvironment, type Environment, type Settings } from './config/environment.js';
import { readPolicy } from './config/policy.js';
import { type PolicyDocument, withDocuments } from './config/policy/documents.js';
import { ConfigurationError, type Problem } from './config/problem.js';
import { readConnections, type Connections, type SourceConfig } from './config/sources.js';
import { readYaml, type YamlFile } from './config/yaml-file.js';

export { type Environment, VARIABLES } from './config/environment.js';
export { checkPolicy } from './config/policy.js';
export type { PolicyDocument } from './config/policy/documents.js';
export { ConfigurationError } from './config/problem.js';
export type { SourceConfig } from './config/sources.js';

/** All that the operator says, checked and frozen. */
export interface Config extends Settings {
  /** The name of the log; null: the hub chooses one. */
  readonly name: string | null;
  readonly sources: readonly SourceConfig[];
  /** Sources that push events: no connector reads them. */
  readonly senders: readonly string[];
  readonly alerts: AlertsConfig;
  /** The file that was read; null where there is none, and the hub is empty. */
  readonly configFile: string | null;
  readonly policyFile: string | null;
  /** What policy.yaml says; its defaults where there is none. */
  readonly policy: PolicyFile;
  /** The policy file as it is written; null where there is none. */
  readonly policyText: string | null;
  /** The documents that it names, as they were read. */
  readonly policyDocuments: readonly PolicyDocument[];
}

/** Environment, changeline.yaml and policy.yaml → one frozen object. Throws one `ConfigurationError` that lists every problem. */
export function loadConfig(env: Environment, connectors: readonly AnyConnector[]): Config {
  const problems: Problem[] = [];
  const settings = readEnvironment(env, problems);
  const configFile = fileOf(env['CHANGELINE_CONFIG'], 'changeline.yaml');
  const policyFile = fileOf(env['CHANGELINE_POLICY'], 'policy.yaml');
  const connectionsFile = configFile === null ? null : readYaml(configFile, problems);
  const connections = connectionsFile
    ? readConnections(connectionsFile, connectors, { env, configFile: connectionsFile.path }, problems)
    : NONE;
  const { policy, text: policyText, documents: policyDocuments } = policyOf(policyFile, sourceNamesIn(connectionsFile), problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze({ ...settings, ...connections, configFile, policyFile, policy, policyText, policyDocuments });
}

/** The policy that a file states, or, without a file, its defaults. Throws `ConfigurationError` with line and column of each problem. */
export function loadPolicy(path: string | null): PolicyFile {
  const problems: Problem[] = [];
  const { policy } = policyOf(path, null, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return policy;
}

const NONE: Connections = { name: null, sources: [], senders: [], alerts: NO_ALERTS };

// A file that was named must be there; the usual one may be missing.
function fileOf(named: string | undefined, usual: string): string | null {
  if (named?.trim()) return resolve(named.trim());
  return existsSync(usual) ? resolve(usual) : null;
}

// As they are written: a source with a problem of its own is no reason to complain of the policy that speaks of it.
function sourceNamesIn(file: YamlFile | null): readonly string[] | null {
  const sources = typeof file?.content === 'object' && file.content !== null && 'sources' in file.content ? file.content.sources : null;
  return typeof sources === 'object' && sources !== null ? Object.keys(sources) : null;
}

interface ReadPolicy {
  readonly policy: PolicyFile;
  readonly text: string | null;
  readonly documents: readonly PolicyDocument[];
}

function policyOf(path: string | null, sources: readonly string[] | null, problems: Problem[]): ReadPolicy {
  const file = path === null ? null : readYaml(path, problems);
  if (file === null) return { policy: policySchema.parse({}), text: null, documents: [] };
  return { ...withDocuments(file, readPolicy(file, sources, problems), problems), text: file.text };
}
