import type { Commit, Pull as Served, Repository } from '../../../src/sample/index.js';
import type { Company } from '../company.js';
import type { Change, Decision, Pull, Review, Rollout, Unit } from '../plan.js';

/** Something that happens at a second. */
export interface Act {
  readonly at: number;
  readonly does: () => void;
  /** Of which change's ticket it is a step. */
  readonly ofTicket?: Change;
  /** Once all was read. */
  readonly isLate?: boolean;
}

/** What the tools call what a plan speaks of; filled while it is played. */
export interface Names {
  readonly tickets: Map<Change, { readonly key: string; readonly id: string }>;
  readonly pulls: Map<Pull, string>;
  readonly deployments: Map<Rollout, string>;
  readonly reviews: Map<Review, string>;
  readonly approvals: Map<Decision, string>;
  /** As what they were merged. */
  readonly merges: Map<Pull, string>;
}

/** Where a unit is played. */
export interface Scene {
  readonly company: Company;
  readonly repository: Repository;
  readonly unit: Unit;
  readonly names: Names;
}

/** A pull request while it is played: what GitHub serves of it, once it is opened, and its commits. */
export interface Playing {
  readonly scene: Scene;
  readonly change: Change;
  readonly pull: Pull;
  readonly number: number;
  readonly branch: string;
  served: Served | null;
  readonly shas: string[];
  /** The branch as it stands, the merges of main with it. */
  head: string | null;
}

/** The paths that a commit touches, where somebody is told. */
export function touching(files: readonly string[] | undefined): Pick<Commit, 'files'> {
  return files === undefined ? {} : { files: files.map((path) => ({ path })) };
}

/** The text with the key of the ticket in it; of a change without a ticket there is none. */
export function spoken({ names }: Scene, change: Change, text: string): string {
  const key = names.tickets.get(change)?.key ?? '';
  const said = text.replaceAll('{key}', key).replaceAll('{small key}', key.toLowerCase());
  return said.trim();
}
