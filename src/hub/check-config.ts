import type { AnyConnector } from '#contract';
import { type Config, ConfigurationError, type Environment, loadConfig } from '../config.js';

type Say = (line: string) => void;

/** `npm run check-config`: every mistake at once, each with its place, or what is configured. True when nothing is wrong; starts and changes nothing. */
export function checkConfig(env: Environment, connectors: readonly AnyConnector[], { say, tell }: { say: Say; tell: Say }): boolean {
  try {
    for (const line of configured(loadConfig(env, connectors))) say(line);
    return true;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    tell(error.message);
    return false;
  }
}

function configured({ configFile, policyFile, sources, senders, policy }: Config): readonly string[] {
  const named = [
    ...sources.map(({ name, connector }) => `${name} (${connector.kind})`),
    ...senders.map((name) => `${name} (pushes events)`),
  ];
  const environments = Object.entries(policy.environments).filter(([, { production }]) => production);
  return [
    configFile === null
      ? 'There is no changeline.yaml here, so a new hub shows the sample organisation.'
      : `${configFile} has no mistake. It connects ${named.length === 0 ? 'nothing' : named.join(', ')}.`,
    policyFile === null
      ? 'There is no policy.yaml here, so its defaults are in force.'
      : `${policyFile} has no mistake. Production is ${environments.length === 0 ? 'said of no environment' : environments.map(([name]) => name).join(', ')}.`,
  ];
}
