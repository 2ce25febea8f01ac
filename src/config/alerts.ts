import { z } from 'zod';
import type { Problem } from './problem.js';
import { missingSecret, readSecret, SECRET_HINT, secretPlaces, type SecretReader } from './secret.js';
import type { YamlFile } from './yaml-file.js';

const httpAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** `alerts` of changeline.yaml; routes themselves are made over the API. */
export const alertsSchema = z
  .strictObject({
    allowPrivate: z.boolean().default(false),
    address: z.string().refine(httpAddress, 'the address at which people open the hub: https://changeline.example.com').optional(),
    heartbeat: z.unknown().optional(),
  })
  .prefault({});

/** What the operator says of alerts. */
export interface AlertsConfig {
  /** Receivers may stand in the hub's own network, and be reached without TLS. */
  readonly allowPrivate: boolean;
  /** At which people open the hub, for links. */
  readonly address: string | null;
  /** An address that is called every minute while all is well, read now; null: none. */
  heartbeat(): string | null;
}

export const NO_ALERTS: AlertsConfig = { allowPrivate: false, address: null, heartbeat: () => null };

/** Never fails: what is wrong is added to `problems`. The heartbeat's address is a secret, and so stands elsewhere. */
export function alertsOf(file: YamlFile, given: z.output<typeof alertsSchema>, reader: SecretReader, problems: Problem[]): AlertsConfig {
  const { allowPrivate, address = null, heartbeat } = given;
  const [place, ...more] = heartbeat === undefined ? [] : (secretPlaces(heartbeat) ?? []);
  const report = (sentence: string) =>
    void problems.push({ where: file.placeOf(['alerts', 'heartbeat']), sentence: `alerts.heartbeat ${sentence}` });
  if (heartbeat !== undefined && (!place || more.length > 0)) {
    report(`must say where its address stands, which is a secret, and never be it. ${SECRET_HINT}.`);
  }
  const value = place ? readSecret(place, reader) : null;
  if (place && value === null) report(`cannot be read: ${missingSecret(place)}`);
  if (value !== null && !httpAddress(value)) report('leads to no address. Write https://… there.');
  return { allowPrivate, address, heartbeat: () => (place ? readSecret(place, reader) : null) };
}
