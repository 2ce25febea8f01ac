import type { Interval, Json, Policy } from '#contract';
import type { Told } from './ledger.js';

/** A commit; `keys`: of tickets that its subject or a trailer names. */
export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly pulls: Set<string>;
  readonly keys: Set<string>;
  /** The commit that it says it reverts. */
  readonly reverts: string | null;
}

/** A pull request; `keys`: of tickets that its title or branch names; `commits`: of its branch. */
export interface Pull {
  readonly ref: string;
  repository: string;
  readonly keys: Set<string>;
  readonly heads: Set<string>;
  readonly commits: Set<string>;
  merged: Interval | null;
  mergeCommit: string | null;
}

export interface Deployment {
  readonly ref: string;
  repository: string;
  environment: string;
  isMarked: boolean;
  sha: string;
  started: Interval | null;
  ended: Interval | null;
  outcome: string | null;
}

/** A status that a ticket came into, with the words that the tool has for it. */
export interface Move {
  readonly from: string;
  readonly fromName: string;
  readonly to: string;
  readonly toName: string;
  readonly by: string;
  readonly at: Interval;
  readonly order: number;
}

export interface Edit {
  readonly from: Json;
  readonly to: Json;
  readonly toName: string | null;
  readonly at: Interval;
  readonly order: number;
}

/** A step of an approval of Service Management. */
export interface Step {
  readonly approval: string;
  readonly word: string;
  readonly by: string | null;
  readonly isWhole: boolean;
  /** Null: nobody says when. */
  readonly at: Interval | null;
}

export interface Ticket {
  readonly ref: string;
  readonly source: string;
  key: string;
  created: Interval | null;
  readonly moves: Move[];
  /** As it was last read, by field. */
  readonly values: Map<string, { readonly value: Json; readonly name: string | null }>;
  readonly edits: Map<string, Edit[]>;
  readonly steps: Step[];
}

/** What the events are about. */
export interface Things {
  readonly commits: Map<string, Commit>;
  readonly pulls: Map<string, Pull>;
  readonly deployments: Map<string, Deployment>;
  readonly tickets: Map<string, Ticket>;
  /** The other ends of the links of a ticket. */
  readonly links: Map<string, Set<string>>;
  /** Of a repository. */
  readonly names: Map<string, string>;
  /** Accounts that sources call services. */
  readonly services: Set<string>;
  /** What was said of gaps: the last word, by rule and subject. */
  readonly gaps: Map<string, string>;
  policy: Policy;
}

/** Finds a thing, or makes it. */
export function the<T>(things: Map<string, T>, name: string, make: () => T): T {
  const found = things.get(name) ?? make();
  things.set(name, found);
  return found;
}

export function theTicket({ tickets }: Things, ref: string, source: string): Ticket {
  return the(tickets, ref, () => ({
    ...{ ref, source, key: '', created: null },
    ...{ moves: [], values: new Map(), edits: new Map(), steps: [] },
  }));
}

export function thePull({ pulls }: Things, ref: string): Pull {
  return the(pulls, ref, () => ({
    ...{ ref, repository: '', keys: new Set<string>(), heads: new Set<string>(), commits: new Set<string>() },
    ...{ merged: null, mergeCommit: null },
  }));
}

export function theDeployment({ deployments }: Things, ref: string): Deployment {
  return the(deployments, ref, () => ({
    ...{ ref, repository: '', environment: '', isMarked: false, sha: '' },
    ...{ started: null, ended: null, outcome: null },
  }));
}

const NO_KEYS: readonly string[] = ['body', 'associated'];

/** Keys of tickets that stand where they count: what stands in a body is related, and no more (controls.md, Terms: Change). */
export function keysIn({ mentions }: Told): readonly string[] {
  return mentions.flatMap(({ candidate, place }) =>
    candidate?.kind === 'ticket' && !NO_KEYS.includes(place) ? [candidate.text.toUpperCase()] : [],
  );
}

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((one) => text(one as Json)) : [];
}
