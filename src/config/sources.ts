import type { AnyConnector, Connector } from '#contract';
import { z } from 'zod';
import { alertsOf, alertsSchema, type AlertsConfig, NO_ALERTS } from './alerts.js';
import type { Problem } from './problem.js';
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
}

const topSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]{3,40}$/, 'three to forty small letters, digits and hyphens')
    .optional(),
  sources: z.record(z.string(), z.looseObject({ connector: z.string(), unsignedWebhooks: z.boolean().optional() })).default({}),
  alerts: alertsSchema,
});

export interface Connections {
  /** Of the log. */
  readonly name: string | null;
  readonly sources: readonly SourceConfig[];
  /** Sources that no connector reads: they push events (`recordEvents`). */
  readonly senders: readonly string[];
  readonly alerts: AlertsConfig;
}

/** changeline.yaml → sources; what is wrong goes to `problems`, and a source with a problem is left out. */
export function readConnections(
  file: YamlFile,
  connectors: readonly AnyConnector[],
  reader: SecretReader,
  problems: Problem[],
): Connections {
  const { senders, content } = withoutSenders(file, problems);
  const top = topSchema.safeParse(content);
  if (!top.success) problems.push(...schemaProblems({ file, at: [], known: (path) => keysAt(topSchema, path) }, top.error));
  const { name = null, sources = {} } = top.data ?? {};
  const read = Object.entries(sources).map(([source, settings]) => readSource({ file, reader, problems }, source, settings, connectors));
  const alerts = top.success ? alertsOf(file, top.data.alerts, reader, problems) : NO_ALERTS;
  return { name, sources: read.filter((one) => one !== null), senders, alerts };
}

const CANNOT_RING = (kind: string) => `cannot be: the connector ${kind} takes signed webhooks only, or none. Take the line out.`;

interface Reading {
  readonly file: YamlFile;
  readonly reader: SecretReader;
  readonly problems: Problem[];
}

type Given = Readonly<Record<string, unknown>> & { readonly connector: string; readonly unsignedWebhooks?: boolean | undefined };

function readSource(
  reading: Reading,
  name: string,
  { connector: kind, unsignedWebhooks = false, ...given }: Given,
  connectors: readonly AnyConnector[],
): SourceConfig | null {
  const at = ['sources', name];
  const report = (path: YamlPath, sentence: string) =>
    void reading.problems.push({ where: reading.file.placeOf(path), sentence: `${path.join('.')} ${sentence}` });
  if (!SOURCE_NAME.test(name)) report(at, NO_NAME);
  const connector = connectors.find((one) => one.kind === kind);
  if (!connector) {
    report([...at, 'connector'], `names no connector. Write one of: ${connectors.map((one) => one.kind).join(', ')}.`);
    return null;
  }
  if (unsignedWebhooks && !connector.webhook?.ring) report([...at, 'unsignedWebhooks'], CANNOT_RING(kind));
  const secrets = readSecrets(reading, at, connector, given);
  const config = readOwn(reading, at, connector, given);
  if (!config.success) return null;
  const values = (secret: string) => (secrets.get(secret) ?? []).flatMap((place) => readSecret(place, reading.reader) ?? []);
  return Object.freeze({ name, connector, config: config.data, secret: values, unsignedWebhooks });
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
  const isSeen = (issue: z.core.$ZodIssue) =>
    issue.path.length > 0 && connector.secrets.includes(String(issue.path[0])) && given[String(issue.path[0])] !== undefined;
  const known = (path: YamlPath) => (path.length === 0 ? ['connector', ...keysAt(schema, path), 'unsignedWebhooks'] : keysAt(schema, path));
  const issues = result.error.issues.filter((issue) => !isSeen(issue));
  problems.push(...schemaProblems({ file, at, known }, { ...result.error, issues }));
  return result;
}
