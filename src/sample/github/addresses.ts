import type { Repository } from './world.js';
import { fullName } from './world.js';

/** Where this GitHub answers: `api` for machines; pages for people are named, never served. */
export interface Addresses {
  readonly api: string;
  readonly html: string;
}

export function apiOf(addresses: Addresses, repository: Repository): string {
  return `${addresses.api}/repos/${fullName(repository)}`;
}

export function htmlOf(addresses: Addresses, repository: Repository): string {
  return `${addresses.html}/${fullName(repository)}`;
}

/** Opaque, like GitHub's: nobody may read a database id out of it. */
export function nodeId(type: string, ...parts: (string | number)[]): string {
  return Buffer.from(`0${type.length}:${type}${parts.join(':')}`).toString('base64');
}
