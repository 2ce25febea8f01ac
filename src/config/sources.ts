import type { AnyConnector, Connector } from '#contract';
import { z } from 'zod';
import { alertsOf, alertsSchema, type AlertsConfig, NO_ALERTS } from './alerts.js';
import { networkOf, type Network, networkSchema, PLAIN_NETWORK } from './network.js';
import { byPlace, type Problem } from './problem.js';
import { keysAt, schemaProblems } from './schema-problems.js';
import { NO_NAME, SOURCE_NAME } from './source-name.js';
import { withoutSenders } from './senders.js';
import { missingSecret, readSecret, SECRET_HINT, secretPlaces, type SecretPlace, type SecretReader } from './secret.js';
import type { YamlFile, YamlPath } from './yaml-file.js';

/** One configured connection of a connector. */
export interface SourceConfig {
  readonly name: string;
  readonly connector: AnyConnector;
  /** As the connector's own schema made it; `Connector<T>['config']` says what T is. */
  readonly config: unknown;
  /** The values of a secret of the connector, read now; empty when the operator gave none. */
  secret(name: string): readonly string[];
  /** The operator declared that the tool signs no webhooks. */
  readonly unsignedWebhooks: boolean;
  /** Proxy and certificates by which it is reached; left out, Node's own. */
  readonly network?: Network;
  /** Its settings as they are written, secrets by their places: a source that says the same goes on as it is. */
  readonly written?: string;
}

const topSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]{3,40}$/, 'three to forty small letters, digits and hyphens')
    .optional(),
  sources: z.record(z.string(), z.unknown()).default({}),
  alerts: alertsSchema,
  http: networkSchema,
});
const sourceSchema = z.looseObject({ connector: z.string(), unsignedWebhooks: z.boolean().optional(), http: networkSchema });

export interface Connections {
  /** Of the log. */
  readonly name: string | null;
  readonly sources: readonly SourceConfig[];
  /** Sources that no connector reads: they push events (`recordEvents`). */
  readonly senders: readonly string[];
  readonly alerts: AlertsConfig;
}

/** changeline.yaml → sources; what is wrong goes to `problems`, in the order of the file, and a source with a problem is left out. */
export function readConnections(
  file: YamlFile,
  connectors: readonly AnyConnector[],
  reader: SecretReader,
  problems: Problem[],
): Connections {
  const found: Problem[] = [];
  const { senders, content } = withoutSenders(file, found);
  const top = topSchema.safeParse(content);
  if (!top.success) found.push(...schemaProblems({ file, at: [], known: (path) => keysAt(topSchema, path) }, top.error));
  const name = top.data?.name ?? null;
  const network = networkOf(
    { file, at: [], reader, problems: found },
    networkSchema.safeParse(partOf(content, 'http')).data,
    PLAIN_NETWORK,
  );
  const reading = { file, reader, problems: found, network, connectors };
  const read = Object.entries(partOf(content, 'sources') ?? {}).map(([source, settings]) => readSource(reading, source, settings));
  const alerts = alertsSchema.safeParse(partOf(content, 'alerts'));
  const told = alerts.success ? alertsOf(file, alerts.data, reader, found) : NO_ALERTS;
  problems.push(...found.sort(byPlace));
  return { name, sources: read.filter((one) => one !== null), senders, alerts: told };
}

/** A map in the file, also where something beside it is wrong. */
function partOf(content: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  const part = isObject(content) ? content[key] : undefined;
  return isObject(part) ? part : undefined;
}

const CANNOT_RING = (kind: string) => `cannot be: the connector ${kind} takes signed webhooks only, or none. Take the line out.`;

interface Reading {
  readonly file: YamlFile;
  readonly reader: SecretReader;
  readonly problems: Problem[];
  /** What is said for all. */
  readonly network: Network;
  readonly connectors: readonly AnyConnector[];
}

function readSource(reading: Reading, name: string, settings: unknown): SourceConfig | null {
  const { file, problems, connectors } = reading;
  const at = ['sources', name];
  const report = (path: YamlPath, sentence: string) =>
    void problems.push({ where: file.placeOf(path), sentence: `${path.join('.')} ${sentence}` });
  if (!SOURCE_NAME.test(name)) report(at, NO_NAME);
  const shape = sourceSchema.safeParse(settings);
  if (!shape.success) problems.push(...schemaProblems({ file, at, known: (path) => keysAt(sourceSchema, path) }, shape.error));
  // What the frame has against a part is no reason not to read the rest.
  const { connector: kind, unsignedWebhooks, http, ...given } = isObject(settings) ? settings : {};
  const connector = connectors.find((one) => one.kind === kind);
  if (!connector) {
    if (typeof kind === 'string')
      report([...at, 'connector'], `names no connector. Write one of: ${connectors.map((one) => one.kind).join(', ')}.`);
    return null;
  }
  if (unsignedWebhooks === true && !connector.webhook?.ring) report([...at, 'unsignedWebhooks'], CANNOT_RING(connector.kind));
  const secrets = readSecrets(reading, at, connector, given);
  const network = shape.success ? networkOf({ ...reading, at }, shape.data.http, reading.network) : reading.network;
  const config = readOwn(reading, at, connector, given);
  if (!config.success || !shape.success) return null;
  const values = (secret: string) => (secrets.get(secret) ?? []).flatMap((place) => readSecret(place, reading.reader) ?? []);
  const written = JSON.stringify([settings, network.written]);
  return Object.freeze({
    name,
    connector,
    config: config.data,
    secret: values,
    unsignedWebhooks: unsignedWebhooks === true,
    network,
    written,
  });
}

function readSecrets(
  reading: Reading,
  at: YamlPath,
  connector: AnyConnector,
  given: Readonly<Record<string, unknown>>,
): Map<string, readonly SecretPlace[]> {
  const { file, reader, problems } = reading;
  const found = new Map<string, readonly SecretPlace[]>();
  for (const name of connector.secrets.filter((one) => given[one] !== undefined)) {
    const where = file.placeOf([...at, name]);
    const places = secretPlaces(given[name]);
    if (places) found.set(name, places);
    else
      problems.push({
        where,
        sentence: `${[...at, name].join('.')} must say where the secret stands and never be the secret. ${SECRET_HINT}; a webhook’s secret may be a list of two.`,
      });
    for (const place of places ?? []) {
      if (readSecret(place, reader) === null) problems.push({ where, sentence: `${[...at, name].join('.')}: ${missingSecret(place)}` });
    }
  }
  return found;
}

// What the connector's schema says about a secret that we have seen ourselves would be said twice.
function readOwn({ file, problems }: Reading, at: YamlPath, connector: AnyConnector, given: Readonly<Record<string, unknown>>) {
  const schema = (connector as Connector).config;
  const result = schema.safeParse(given);
  if (result.success) return result;
  const isSecret = (issue: z.core.$ZodIssue) => issue.path.length > 0 && connector.secrets.includes(String(issue.path[0]));
  const missing = result.error.issues.filter((issue) => isSecret(issue) && given[String(issue.path[0])] === undefined);
  for (const { path } of missing) {
    const whole = [...at, String(path[0])];
    problems.push({ where: file.placeOf(whole), sentence: `${whole.join('.')} is missing. ${SECRET_HINT}.` });
  }
  const known = (path: YamlPath) =>
    path.length === 0 ? ['connector', ...keysAt(schema, path), 'unsignedWebhooks', 'http'] : keysAt(schema, path);
  const issues = result.error.issues.filter((issue) => !isSecret(issue));
  problems.push(...schemaProblems({ file, at, known }, { ...result.error, issues }));
  return result;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
