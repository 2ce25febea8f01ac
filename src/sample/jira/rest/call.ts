import type { Answer } from '../answer.js';
import { refusal } from '../answer.js';
import type { View } from '../view.js';

/** One request, after the route was found and its query checked. */
export interface Call {
  readonly view: View;
  /** What the path named: `[idOrKey]`. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
  /** The server's clock, epoch ms. */
  readonly nowMs: number;
  readonly indexing: Indexing;
}

export interface Indexing {
  /** A change younger than this is not found by search yet, unless `reconcileIssues` names its issue. */
  readonly lagMs: number;
  readonly tokenLifeMs: number;
}

/** A list that stands comma-separated in one parameter, or in the parameter again and again. */
export function listed(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** A number of a query: the default when it is absent, null when it is none. */
export function numberOf(query: URLSearchParams, name: string, otherwise: number): number | null {
  const text = query.get(name);
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

export interface Range {
  readonly start: number;
  readonly size: number;
}

/** `startAt` and `maxResults`, clamped to what Jira gives at most; an answer when they are no numbers. */
export function rangeOf(query: URLSearchParams, most: number): Range | Answer {
  const [start, size] = [numberOf(query, 'startAt', 0), numberOf(query, 'maxResults', most)];
  if (start === null || size === null || size === 0) return refusal(400, 'startAt and maxResults are whole numbers, maxResults above 0.');
  return { start, size: Math.min(size, most) };
}
