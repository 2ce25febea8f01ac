import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { Problem } from './problem.js';
import { missingSecret, readSecret, SECRET_HINT, secretPlaces, type SecretReader } from './secret.js';
import type { YamlFile, YamlPath } from './yaml-file.js';

/** `http` of changeline.yaml, for all sources, and of one source, which goes before. */
export const networkSchema = z.strictObject({ proxy: z.unknown().optional(), ca: z.string().min(1).optional() }).optional();

/** How the tools are reached. */
export interface Network {
  /** Of the proxy, with user and password where it wants them, read now; null: none is given, and the environment says. */
  proxy(): string | null;
  /** No proxy, whatever the environment says. */
  readonly direct: boolean;
  /** Certificates (PEM) to believe in beside the usual ones; null: none. */
  readonly ca: string | null;
  /** As it is written, the proxy by its place where it is a secret. */
  readonly written: string;
}

export const PLAIN_NETWORK: Network = { proxy: () => null, direct: false, ca: null, written: '' };

type Given = z.output<typeof networkSchema>;

interface At {
  readonly file: YamlFile;
  /** Of what `http` belongs to. */
  readonly at: YamlPath;
  readonly reader: SecretReader;
  readonly problems: Problem[];
}

/** What stands at `at`, over what is said for all. Never fails: what is wrong is added to `problems`. */
export function networkOf({ file, at, reader, problems }: At, given: Given, forAll: Network): Network {
  if (given === undefined) return forAll;
  const reportAt = (key: string) => (sentence: string) => {
    const path = [...at, 'http', key];
    problems.push({ where: file.placeOf(path), sentence: `${path.join('.')} ${sentence}` });
    return null;
  };
  const ca = given.ca === undefined ? forAll.ca : certificatesIn(given.ca, reader, reportAt('ca'));
  const written = JSON.stringify([forAll.written, given, ca]);
  const said = given.proxy;
  if (said === undefined) return { ...forAll, ca, written };
  if (said === 'none') return { proxy: () => null, direct: true, ca, written };
  return { proxy: proxyOf(said, reader, reportAt('proxy')), direct: false, ca, written };
}

const WANTED = 'Write http://HOST:PORT, or none';

function proxyOf(said: unknown, reader: SecretReader, report: (sentence: string) => null): () => string | null {
  const none = () => null;
  if (typeof said === 'string') return plainProxy(said, report) ? () => said : none;
  const [place, ...more] = secretPlaces(said) ?? [];
  if (!place || more.length > 0) {
    report(`does not fit. ${WANTED}; with a password, ${lowered(SECRET_HINT)}, where the whole address stands.`);
    return none;
  }
  const value = readSecret(place, reader);
  if (value === null) report(`cannot be read: ${missingSecret(place)}`);
  else if (!isProxy(value)) report('leads to no address of a proxy. Write http://USER:PASSWORD@HOST:PORT there.');
  return () => readSecret(place, reader);
}

function plainProxy(said: string, report: (sentence: string) => null): boolean {
  if (!isProxy(said)) return report(`is no address of a proxy. ${WANTED}.`) !== null;
  const { username, password } = new URL(said);
  if (username === '' && password === '') return true;
  return report(`must not hold a password. ${SECRET_HINT}, where the whole address stands.`) !== null;
}

function isProxy(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function certificatesIn(path: string, { configFile }: SecretReader, report: (sentence: string) => null): string | null {
  try {
    const text = readFileSync(resolve(dirname(configFile), path), 'utf8');
    const found = text.match(CERTIFICATE) ?? [];
    for (const one of found) new X509Certificate(one);
    return found.length > 0 ? text : report(`is ${path}, which holds no certificate. Write the path of a PEM file.`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return report(`is ${path}, which cannot be read as certificates (${code}). Write the path of a PEM file, relative to changeline.yaml.`);
  }
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
