import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Environment } from './environment.js';

/** Where a secret stands: the secret itself is never written in changeline.yaml. */
export type SecretPlace = { readonly env: string } | { readonly file: string };

export const SECRET_HINT = 'Write { env: NAME_OF_A_VARIABLE } or { file: PATH }';

/** One place or a list of up to two (the old and the new secret during a rotation); null when it is neither. */
export function secretPlaces(value: unknown): readonly SecretPlace[] | null {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  if (list.length < 1 || list.length > 2 || !list.every(isPlace)) return null;
  return list;
}

function isPlace(value: unknown): value is SecretPlace {
  if (typeof value !== 'object' || value === null) return false;
  const [[key, name] = [], ...more] = Object.entries(value);
  return more.length === 0 && (key === 'env' || key === 'file') && typeof name === 'string' && name !== '';
}

export interface SecretReader {
  readonly env: Environment;
  /** Paths are relative to the folder of this file. */
  readonly configFile: string;
}

/** Read anew each time, so that a rotated file is seen without a restart. Null: the variable or file is missing or empty. */
export function readSecret(place: SecretPlace, { env, configFile }: SecretReader): string | null {
  if ('env' in place) return env[place.env]?.trim() || null;
  try {
    return readFileSync(resolve(dirname(configFile), place.file), 'utf8').trim() || null;
  } catch {
    return null;
  }
}

export function missingSecret(place: SecretPlace): string {
  if ('env' in place) return `the environment variable ${place.env} is not set. Set it, or name another.`;
  return `the file ${place.file} cannot be read or is empty. Write the secret there, readable for the hub’s user.`;
}
